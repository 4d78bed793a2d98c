package dev.sluice.model;

/**
 * A topic that a connector has used since its topics were last reset (KIP-558).
 *
 * @param topic               the topic's name
 * @param connector           the connector's name
 * @param task                the number of the task that saw it first
 * @param discoverTimestampMs when it was first seen, in ms since the epoch
 */
public record TopicUse(String topic, String connector, int task, long discoverTimestampMs) {}
