package dev.sluice.config;

/**
 * Where a connector's tasks put records that fail (KIP-298).
 *
 * @param topic             the dead letter queue
 * @param replicationFactor of that topic when it is created
 * @param headers           whether its records say in headers what went wrong
 */
public record DeadLetterSettings(String topic, short replicationFactor, boolean headers) {}
