package dev.sluice.metrics;

import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.common.utils.Time;

/**
 * How long a task's transformations and converters take. A clock that is read twice a record would cost more than a
 * simple conversion, so one record of each {@value #STRIDE} is timed, and counts for all of them: at a place within them
 * that is drawn at random, lest it be always the same kind of record. A smaller batch is a portion of its own. Written by
 * the task's thread only.
 */
public final class ConversionMeasures {
    private static final int STRIDE = 64;

    private final Time time;
    private final LongAdder transformNanos = new LongAdder();
    private final LongAdder convertNanos = new LongAdder();
    private int expected;
    private int portion;
    private int left;
    private int chosen;
    private int random;

    ConversionMeasures(Time time) {
        this.time = time;
        // Any odd number will do; tasks need not draw the same places.
        this.random = System.identityHashCode(this) | 1;
    }

    /** A batch of records begins. */
    public void batch(int records) {
        expected = records;
        left = 0;
    }

    /** Whether the next record is to be timed; asked once a record. */
    public boolean next() {
        if (left == 0) {
            begin();
        }
        left--;
        return left == chosen;
    }

    private void begin() {
        portion = expected > 0 ? Math.min(expected, STRIDE) : STRIDE;
        expected = Math.max(0, expected - portion);
        left = portion;
        random ^= random << 13;
        random ^= random >>> 17;
        random ^= random << 5;
        chosen = Math.floorMod(random, portion);
    }

    /** The clock that records are timed with, in ns. */
    public long nowNanos() {
        return time.nanoseconds();
    }

    /** The record that was chosen took so long, in ns. */
    public void timed(long transforming, long converting) {
        transformNanos.add(transforming * portion);
        convertNanos.add(converting * portion);
    }

    /** What all transformations and predicates together have taken, in ns; estimated. */
    public long transformNanos() {
        return transformNanos.sum();
    }

    /** What all converters together have taken, in ns; estimated. */
    public long convertNanos() {
        return convertNanos.sum();
    }
}
