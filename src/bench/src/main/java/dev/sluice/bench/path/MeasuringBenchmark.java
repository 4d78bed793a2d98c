package dev.sluice.bench.path;

import dev.sluice.metrics.ConversionMeasures;
import dev.sluice.metrics.SinkMeasures;
import dev.sluice.metrics.SourceMeasures;
import dev.sluice.metrics.TaskMeasures;
import dev.sluice.metrics.TaskTotals;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.utils.Time;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * What all that is measured of a task costs, without the work itself: JMX, Prometheus, the history and the timing of
 * conversions. A batch of 500; times and bytes are a record's.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OperationsPerInvocation(MeasuringBenchmark.BATCH)
public class MeasuringBenchmark {
    static final int BATCH = 500;
    private static final long BATCH_BYTES = BATCH * 100L;

    private final TaskMeasures sourceTask = new TaskMeasures(new Metrics(), "bench", 0, Time.SYSTEM);
    private final TaskMeasures sinkTask = new TaskMeasures(new Metrics(), "bench", 1, Time.SYSTEM);
    private final SourceMeasures source = source(sourceTask);
    private final SinkMeasures sink = new SinkMeasures(sinkTask);

    private static SourceMeasures source(TaskMeasures task) {
        SourceMeasures source = new SourceMeasures(task, false);
        source.arrivals(() -> BATCH);
        source.arrivedBytes(() -> BATCH_BYTES);
        return source;
    }

    @Benchmark
    public void sourceBatch() {
        source.pollBegins();
        source.pollEnded(BATCH);
        conversions(sourceTask.conversions());
        source.settle();
    }

    @Benchmark
    public void sinkBatch() {
        sink.read(BATCH);
        sink.readBytes(BATCH_BYTES);
        conversions(sinkTask.conversions());
        sink.put(BATCH, sinkTask.nowMs());
    }

    private static void conversions(ConversionMeasures measures) {
        measures.batch(BATCH);
        for (int i = 0; i < BATCH; i++) {
            if (measures.next()) {
                long started = measures.nowNanos();
                measures.timed(0, measures.nowNanos() - started);
            }
        }
    }

    /** What the history takes once a minute, of one task. */
    @Benchmark
    @OperationsPerInvocation(1)
    public TaskTotals.Taken minute() {
        return sourceTask.totals().take();
    }
}
