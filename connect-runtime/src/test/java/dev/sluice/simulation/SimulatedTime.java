package dev.sluice.simulation;

import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.common.utils.Time;

/** The world's time, as Kafka's classes ask for it. */
final class SimulatedTime implements Time {
    private final World world;

    SimulatedTime(World world) {
        this.world = world;
    }

    @Override
    public long milliseconds() {
        return world.nowMs();
    }

    @Override
    public long nanoseconds() {
        return TimeUnit.MILLISECONDS.toNanos(world.nowMs());
    }

    @Override
    public void sleep(long ms) {
        throw new IllegalStateException("nothing sleeps in a simulated world");
    }

    @Override
    public void waitObject(Object object, Supplier<Boolean> condition, long deadlineMs) {
        throw new IllegalStateException("nothing waits on an object in a simulated world");
    }
}
