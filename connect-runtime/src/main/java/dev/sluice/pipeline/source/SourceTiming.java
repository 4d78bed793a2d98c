package dev.sluice.pipeline.source;

import org.apache.kafka.common.utils.Time;

/**
 * How a source task's path tells the time.
 *
 * @param time           the clock
 * @param flushTimeoutMs {@code offset.flush.timeout.ms}
 */
public record SourceTiming(Time time, long flushTimeoutMs) {}
