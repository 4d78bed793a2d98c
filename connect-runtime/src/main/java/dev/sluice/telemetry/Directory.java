package dev.sluice.telemetry;

import java.util.Set;

/** What there is in the cluster right now, and what it is called. */
public interface Directory {

    /** Names of all connectors. */
    Set<String> connectors();

    /** What {@code resource.connector.id} is for a connector, which may be gone: its name unless its config says else. */
    String connectorId(String name);

    /** What {@code resource.kafka.id} is. */
    String kafkaId();

    /** The id that the Kafka cluster gives itself, which is understood as well. */
    String ownKafkaId();
}
