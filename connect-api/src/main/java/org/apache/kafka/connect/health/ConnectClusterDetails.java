package org.apache.kafka.connect.health;

/** Fixed facts about the cluster of workers (KIP-454). */
public interface ConnectClusterDetails {

    /**
     * The Kafka cluster behind the workers.
     *
     * @return its cluster id
     */
    String kafkaClusterId();
}
