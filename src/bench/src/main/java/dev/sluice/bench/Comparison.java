package dev.sluice.bench;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Runs benchmarks with our plugin API, converters and transformations and with Apache's in turn, and prints processor
 * time and allocation side by side. Iterations are counted in operations, so that a busy machine warms up as well as
 * an idle one.
 *
 * <p>Arguments: the directory of Apache's jars, a regular expression of benchmarks below {@code dev.sluice.bench}, the
 * operations of an iteration, and how often each side has its turn.
 */
public final class Comparison {
    /** JMH starts its forks with the class path that this property names when a run begins. */
    private static final String CLASS_PATH = "java.class.path";

    /** What Apache's jars stand in for. */
    private static final String OUR_MODULES = "connect-(api|json-converter|transforms)";

    private static final int WARMUP_ITERATIONS = 6;
    private static final int MEASURED_ITERATIONS = 7;

    private Comparison() {}

    public static void main(String[] arguments) throws RunnerException {
        String ours = System.getProperty(CLASS_PATH);
        String apache = withApache(ours, Path.of(arguments[0]));
        int batch = Integer.parseInt(arguments[2]);
        Options options = new OptionsBuilder()
                .include("dev\\.sluice\\.bench\\.(" + arguments[1] + ")")
                .forks(1)
                .mode(Mode.SingleShotTime)
                .warmupIterations(WARMUP_ITERATIONS)
                .warmupBatchSize(batch)
                .measurementIterations(MEASURED_ITERATIONS)
                .measurementBatchSize(batch)
                .timeUnit(TimeUnit.NANOSECONDS)
                .addProfiler(CpuTime.class)
                .addProfiler(GCProfiler.class)
                .build();
        ComparisonTable table = new ComparisonTable();
        for (int turn = Integer.parseInt(arguments[3]); turn > 0; turn--) {
            System.setProperty(CLASS_PATH, ours);
            table.addOurs(new Runner(options).run());
            System.setProperty(CLASS_PATH, apache);
            table.addApache(new Runner(options).run());
        }
        table.print(System.out);
    }

    /** The class path with Apache's jars first and without ours. */
    private static String withApache(String classPath, Path reference) {
        Stream<String> kept = Stream.of(classPath.split(File.pathSeparator)).filter(entry -> !isOurs(entry));
        return Stream.concat(jars(reference).stream(), kept).collect(Collectors.joining(File.pathSeparator));
    }

    private static boolean isOurs(String entry) {
        String path = entry.replace(File.separatorChar, '/');
        return path.matches(".*/" + OUR_MODULES + "(/target/.*|-[^/]*\\.jar)");
    }

    private static List<String> jars(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(Path::toString)
                    .filter(file -> file.endsWith(".jar"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
