package dev.sluice.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/**
 * The processor time that the threads of Java take for an iteration, so that of other processes is not in it. Neither
 * is that of the collector; what there is to collect is told apart.
 */
public final class CpuTime implements InternalProfiler {
    static final String LABEL = "cpu";

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private long before;

    public CpuTime() {}

    @Override
    public String getDescription() {
        return "Processor time of all threads";
    }

    @Override
    public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
        before = cpuTime();
    }

    @Override
    public Collection<? extends Result<?>> afterIteration(
            BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
        double nanoseconds = cpuTime() - before;
        return List.of(new ScalarResult(LABEL, nanoseconds / iteration.getBatchSize(), "ns/op", AggregationPolicy.AVG));
    }

    private long cpuTime() {
        long sum = 0;
        for (long id : threads.getAllThreadIds()) {
            // -1 if the thread has ended since.
            sum += Math.max(0, threads.getThreadCpuTime(id));
        }
        return sum;
    }
}
