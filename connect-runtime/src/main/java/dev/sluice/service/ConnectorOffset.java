package dev.sluice.service;

import java.util.Map;

/**
 * How far a connector is in one partition of its source, or of a topic (KIP-875).
 *
 * @param partition a source partition, or for a sink {@code kafka_topic} and {@code kafka_partition}; null where a
 *                  request names none
 * @param offset    a source offset, or for a sink {@code kafka_offset}; null where there is none, or where it is to be
 *                  forgotten
 */
public record ConnectorOffset(Map<String, ?> partition, Map<String, ?> offset) {}
