package dev.sluice.rest;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * How many requests clients send in a minute, which begins with a client's first. Remembers the 10,000 clients that have
 * asked last. Safe for use by many threads.
 */
final class RequestRate {
    private static final long MINUTE_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final int MOST_CLIENTS = 10_000;

    private final int limit;
    private final LongSupplier nowNanos;
    private final Map<String, Minute> minutes = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Minute> eldest) {
            return size() > MOST_CLIENTS;
        }
    };

    private record Minute(long startedNanos, int requests) {}

    /**
     * What is to be told of a request.
     *
     * @param allowed   whether it is within the limit
     * @param limit     how many are, in a minute
     * @param remaining how many more are, in this minute
     * @param resetS    when the next minute begins, in seconds from now, 1 at least
     */
    record Standing(boolean allowed, int limit, int remaining, long resetS) {}

    /** @param nowNanos a clock that only goes forward */
    RequestRate(int limit, LongSupplier nowNanos) {
        this.limit = limit;
        this.nowNanos = nowNanos;
    }

    /** A request has come. */
    synchronized Standing count(String client) {
        long now = nowNanos.getAsLong();
        Minute minute = minutes.get(client);
        if (minute == null || now - minute.startedNanos() >= MINUTE_NANOS) {
            minute = new Minute(now, 0);
        }
        boolean allowed = minute.requests() < limit;
        Minute counted = new Minute(minute.startedNanos(), allowed ? minute.requests() + 1 : limit);
        minutes.put(client, counted);
        long leftNanos = MINUTE_NANOS - (now - counted.startedNanos());
        long resetS = Math.max(1, TimeUnit.NANOSECONDS.toSeconds(leftNanos + TimeUnit.SECONDS.toNanos(1) - 1));
        return new Standing(allowed, limit, limit - counted.requests(), resetS);
    }
}
