package dev.sluice.telemetry;

import java.time.Duration;
import java.time.Instant;

/**
 * A stretch of time.
 *
 * @param from     its beginning
 * @param to       its end, which does not belong to it
 * @param relative whether it moves with the clock
 */
record Interval(Instant from, Instant to, boolean relative) {

    Duration length() {
        return Duration.between(from, to);
    }

    /** The first minute that begins in it. */
    long firstMinute() {
        return -Math.floorDiv(-from.toEpochMilli(), 60_000L);
    }

    /** The first minute that begins after it. */
    long endMinute() {
        return -Math.floorDiv(-to.toEpochMilli(), 60_000L);
    }
}
