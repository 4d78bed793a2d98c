package dev.sluice.metrics;

import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.common.metrics.Sensor;

/** A total that stands in JMX, and beside that can be read without the lock of its sensor. */
final class Total {
    private final Sensor sensor;
    private final LongAdder sum = new LongAdder();

    Total(Sensor sensor) {
        this.sensor = sensor;
    }

    void add(long amount, long nowMs) {
        sensor.record((double) amount, nowMs);
        sum.add(amount);
    }

    void increment() {
        sensor.record();
        sum.increment();
    }

    long sum() {
        return sum.sum();
    }
}
