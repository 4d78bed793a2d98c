package dev.sluice.telemetry;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/** How long the buckets of an answer are. They lie on boundaries of UTC. */
enum Granularity {
    PT1M(1, Duration.ofHours(6)),
    PT5M(5, Duration.ofDays(1)),
    PT15M(15, Duration.ofDays(4)),
    PT30M(30, Duration.ofDays(7)),
    PT1H(60, null),
    PT4H(240, null),
    PT6H(360, null),
    PT12H(720, null),
    P1D(1_440, null),
    /** One bucket for everything. */
    ALL(0, null);

    private final int minutes;
    private final Duration longest;

    Granularity(int minutes, Duration longest) {
        this.minutes = minutes;
        this.longest = longest;
    }

    static Optional<Granularity> of(String word) {
        return Arrays.stream(values()).filter(each -> each.name().equals(word)).findFirst();
    }

    /** The longest interval that it may be used with; empty for any. */
    Optional<Duration> longest() {
        return Optional.ofNullable(longest);
    }

    /** The first minute of a minute's bucket; 0 for {@link #ALL}. */
    long bucketOf(long minute) {
        return minutes == 0 ? 0 : Math.floorDiv(minute, (long) minutes) * minutes;
    }
}
