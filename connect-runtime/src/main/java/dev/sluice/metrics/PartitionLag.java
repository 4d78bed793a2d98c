package dev.sluice.metrics;

/**
 * How many records of a partition a sink task has not read yet.
 *
 * @param group     the consumer group that reads it
 * @param topic     the partition's topic
 * @param partition its number
 * @param records   how many, as of the consumer's last fetch
 */
public record PartitionLag(String group, String topic, int partition, long records) {}
