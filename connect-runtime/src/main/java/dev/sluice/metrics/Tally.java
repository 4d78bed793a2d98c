package dev.sluice.metrics;

import java.util.concurrent.atomic.LongAdder;

/**
 * How often something has happened, and how much of it there was, since this was made. Both only rise. Takes no lock,
 * neither to write nor to read, so whoever looks holds up nobody.
 */
public final class Tally {
    private final LongAdder count = new LongAdder();
    private final LongAdder sum = new LongAdder();

    void add(long amount) {
        count.increment();
        sum.add(amount);
    }

    /** How often. */
    public long count() {
        return count.sum();
    }

    /** How much in all, in the unit of what is measured. */
    public long sum() {
        return sum.sum();
    }
}
