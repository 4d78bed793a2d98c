package dev.sluice.bench;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;

/** Figures of two sides by benchmark; each is the median of all iterations of all turns. */
final class ComparisonTable {
    private static final String ALLOCATION = "gc.alloc.rate.norm";

    private final Map<String, Figures> ours = new TreeMap<>();
    private final Map<String, Figures> apache = new TreeMap<>();

    void addOurs(Collection<RunResult> results) {
        results.forEach(result -> add(result, ours));
    }

    void addApache(Collection<RunResult> results) {
        results.forEach(result -> add(result, apache));
    }

    private static void add(RunResult result, Map<String, Figures> side) {
        Figures figures = side.computeIfAbsent(nameOf(result.getParams()), name -> new Figures());
        result.getBenchmarkResults().forEach(fork -> fork.getIterationResults().forEach(figures::add));
    }

    /** The last class name and the method, and the values of parameters. */
    private static String nameOf(BenchmarkParams params) {
        String name = params.getBenchmark();
        StringBuilder shortName =
                new StringBuilder(name.substring(name.lastIndexOf('.', name.lastIndexOf('.') - 1) + 1));
        for (String key : params.getParamsKeys()) {
            shortName.append(' ').append(params.getParam(key));
        }
        return shortName.toString();
    }

    /** A line a benchmark, in Markdown. */
    void print(PrintStream out) {
        out.printf("%n| benchmark | ns/op ours | Apache's | times as fast | B/op ours | Apache's | ratio |%n");
        out.printf("|---|--:|--:|--:|--:|--:|--:|%n");
        ours.forEach((name, own) -> {
            Figures other = apache.get(name);
            double time = median(own.nanoseconds);
            double otherTime = median(other.nanoseconds);
            double bytes = median(own.bytes);
            double otherBytes = median(other.bytes);
            out.printf(
                    "| %s | %.0f | %.0f | %.1f | %.0f | %.0f | %s |%n",
                    name, time, otherTime, otherTime / time, bytes, otherBytes, ratio(bytes, otherBytes));
        });
    }

    private static String ratio(double part, double whole) {
        return whole < 1 ? "-" : String.format("%.2f", part / whole);
    }

    private static double median(List<Double> figures) {
        List<Double> sorted = figures.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    private static final class Figures {
        private final List<Double> nanoseconds = new ArrayList<>();
        private final List<Double> bytes = new ArrayList<>();

        void add(IterationResult iteration) {
            // What counts as one operation there is the whole batch.
            int batch = iteration.getParams().getBatchSize();
            iteration.getSecondaryResults().forEach((label, result) -> {
                if (label.endsWith(ALLOCATION)) {
                    bytes.add(result.getScore() / batch);
                } else if (label.endsWith(CpuTime.LABEL)) {
                    nanoseconds.add(result.getScore());
                }
            });
        }
    }
}
