package dev.sluice.concurrent;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.LongSupplier;

/** A clock that shows what a test says, in ms since the epoch. */
public final class TestClock extends Clock {
    private final LongSupplier nowMs;

    public TestClock(LongSupplier nowMs) {
        this.nowMs = nowMs;
    }

    @Override
    public long millis() {
        return nowMs.getAsLong();
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(millis());
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
