package dev.sluice.bench;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Runs the API benchmarks once with our {@code connect-api} and once with Apache's, and prints the times side by side.
 *
 * <p>Arguments: the directory of Apache's jars, a regular expression of benchmarks, and the seconds of an iteration.
 */
public final class ApiComparison {
    /** JMH starts its forks with the class path that this property names when a run begins. */
    private static final String CLASS_PATH = "java.class.path";

    private ApiComparison() {}

    public static void main(String[] arguments) throws RunnerException {
        Path reference = Path.of(arguments[0]);
        Options options = new OptionsBuilder()
                .include("dev\\.sluice\\.bench\\.api\\.(" + arguments[1] + ")")
                .forks(1)
                .warmupIterations(3)
                .warmupTime(seconds(arguments[2]))
                .measurementIterations(3)
                .measurementTime(seconds(arguments[2]))
                .timeUnit(TimeUnit.NANOSECONDS)
                .build();
        String classPath = System.getProperty(CLASS_PATH);
        Map<String, Double> ours = run(options, classPath);
        Map<String, Double> apache = run(options, withApache(classPath, reference));
        print(ours, apache);
    }

    private static TimeValue seconds(String text) {
        return TimeValue.milliseconds(Math.round(Double.parseDouble(text) * 1000));
    }

    private static Map<String, Double> run(Options options, String classPath) throws RunnerException {
        System.setProperty(CLASS_PATH, classPath);
        Collection<RunResult> results = new Runner(options).run();
        Map<String, Double> scores = new TreeMap<>();
        for (RunResult result : results) {
            String name = result.getParams().getBenchmark();
            int methodName = name.lastIndexOf('.');
            String shortName = name.substring(name.lastIndexOf('.', methodName - 1) + 1);
            scores.put(shortName, result.getPrimaryResult().getScore());
        }
        return scores;
    }

    /** The class path with Apache's jars first and without our API. */
    private static String withApache(String classPath, Path reference) {
        Stream<String> kept = Stream.of(classPath.split(File.pathSeparator)).filter(entry -> !isOurApi(entry));
        return Stream.concat(jars(reference).stream(), kept).collect(Collectors.joining(File.pathSeparator));
    }

    private static boolean isOurApi(String entry) {
        String path = entry.replace(File.separatorChar, '/');
        return path.contains("/connect-api/target/") || path.matches(".*/connect-api-[^/]*\\.jar");
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

    private static void print(Map<String, Double> ours, Map<String, Double> apache) {
        System.out.printf("%n%-45s %12s %12s %8s%n", "ns per operation", "ours", "apache", "ratio");
        ours.forEach((name, time) -> System.out.printf(
                "%-45s %12.1f %12.1f %8.2f%n", name, time, apache.get(name), time / apache.get(name)));
    }
}
