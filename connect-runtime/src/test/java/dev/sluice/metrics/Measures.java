package dev.sluice.metrics;

import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.utils.Time;

/** Measures of a task that nobody looks at. */
public final class Measures {
    private Measures() {}

    public static TaskMeasures task() {
        return new TaskMeasures(new Metrics(), "c", 0, Time.SYSTEM);
    }

    public static ErrorMeasures errors() {
        return new ErrorMeasures(task());
    }
}
