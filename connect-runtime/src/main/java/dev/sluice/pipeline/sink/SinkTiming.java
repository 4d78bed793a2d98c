package dev.sluice.pipeline.sink;

import org.apache.kafka.common.utils.Time;

/**
 * How a sink task's path tells the time.
 *
 * @param time            the clock
 * @param flushIntervalMs {@code offset.flush.interval.ms}
 * @param flushTimeoutMs  {@code offset.flush.timeout.ms}
 */
public record SinkTiming(Time time, long flushIntervalMs, long flushTimeoutMs) {}
