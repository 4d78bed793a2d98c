package dev.sluice.telemetry;

import java.util.Arrays;
import java.util.Optional;

/** What series are told apart by. */
enum Label {
    CONNECTOR_ID("resource.connector.id", "Identifier of the connector."),
    CONNECTOR_NAME("resource.connector.name", "Name of the connector."),
    KAFKA_ID("resource.kafka.id", "Identifier of the Kafka cluster."),
    OWN_KAFKA_ID("resource.kafka.own_id", "Identifier that the Kafka cluster gives itself."),
    KSQL_ID("resource.ksql.id", "Identifier of the ksqlDB cluster."),
    SCHEMA_REGISTRY_ID("resource.schema_registry.id", "Identifier of the schema registry."),
    WORKER_ID("resource.worker.id", "Host and port of the worker."),
    TASK("metric.task", "Number of the task."),
    STATUS("metric.status", "State, in upper case."),
    PLUGIN_TYPE("metric.plugin_type", "source or sink."),
    CONSUMER_GROUP("metric.consumer_group_id", "Consumer group."),
    TOPIC("metric.topic", "Topic."),
    PARTITION("metric.partition", "Number of the partition.");

    private static final String OTHER_SPELLING = "metric.connector_name";

    private final String name;
    private final String description;

    Label(String name, String description) {
        this.name = name;
        this.description = description;
    }

    /** @param name with its prefix */
    static Optional<Label> of(String name) {
        if (name.equals(OTHER_SPELLING)) {
            return Optional.of(CONNECTOR_NAME);
        }
        return Arrays.stream(values())
                .filter(each -> each != OWN_KAFKA_ID && each.name.equals(name))
                .findFirst();
    }

    /** As descriptors have it. */
    String key() {
        return name.substring(name.indexOf('.') + 1);
    }

    /** As scrapers get it. */
    String exportName() {
        return key().replace('.', '_');
    }

    String description() {
        return description;
    }

    /** A label whose value may stand for this one's where something is asked for; itself if there is none. */
    Label otherName() {
        return switch (this) {
            case CONNECTOR_ID -> CONNECTOR_NAME;
            case KAFKA_ID -> OWN_KAFKA_ID;
            default -> this;
        };
    }
}
