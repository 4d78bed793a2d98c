package dev.sluice.differential;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.AssertionFailureBuilder;

/**
 * Runs one scenario against this project's classes and against Apache's published jars, each in a class loader of its
 * own, and compares what the scenario wrote down.
 *
 * <p>A scenario is a class with a public constructor without arguments. It takes a seed and returns a transcript: the
 * text of everything it saw (values, {@code equals}, {@code hashCode}, {@code toString}, exception types). Both runs get
 * the same seed, so the transcripts must be equal. A scenario uses only the JDK and the classes under comparison, as
 * nothing of it is shared between the two loaders.
 *
 * <p>Apache's jars are those in the directory that the system property {@code reference.jars} names.
 */
public final class Differential implements AutoCloseable {
    private final URLClassLoader ours;
    private final URLClassLoader theirs;

    public Differential() {
        List<URL> ourUrls = new ArrayList<>();
        List<URL> theirUrls = new ArrayList<>();
        for (Path jar : referenceJars()) {
            theirUrls.add(url(jar));
        }
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            Path path = Path.of(entry);
            ourUrls.add(url(path));
            if (!isProductCode(path)) {
                theirUrls.add(url(path));
            }
        }
        ClassLoader jdkOnly = ClassLoader.getPlatformClassLoader();
        ours = new URLClassLoader("ours", ourUrls.toArray(URL[]::new), jdkOnly);
        theirs = new URLClassLoader("apache", theirUrls.toArray(URL[]::new), jdkOnly);
    }

    /**
     * Runs the scenario with the seeds 0 to {@code seeds - 1} on both sides.
     *
     * @throws AssertionError at the first seed whose transcripts differ; it names the seed and holds both
     */
    public void assertSame(Class<? extends LongFunction<String>> scenario, long seeds) {
        LongFunction<String> ourRun = load(ours, scenario);
        LongFunction<String> theirRun = load(theirs, scenario);
        for (long seed = 0; seed < seeds; seed++) {
            String expected = theirRun.apply(seed);
            String actual = ourRun.apply(seed);
            if (!expected.equals(actual)) {
                AssertionFailureBuilder.assertionFailure()
                        .message(scenario.getSimpleName() + " differs from Apache's at seed " + seed + ", first in: "
                                + firstDifference(expected, actual))
                        .expected(expected)
                        .actual(actual)
                        .buildAndThrow();
            }
        }
    }

    @Override
    public void close() throws IOException {
        ours.close();
        theirs.close();
    }

    private static String firstDifference(String expected, String actual) {
        List<String> expectedLines = expected.lines().toList();
        List<String> actualLines = actual.lines().toList();
        int line = 0;
        while (line < expectedLines.size()
                && line < actualLines.size()
                && expectedLines.get(line).equals(actualLines.get(line))) {
            line++;
        }
        return "Apache's [" + String.join("", expectedLines.subList(line, Math.min(line + 1, expectedLines.size())))
                + "], ours [" + String.join("", actualLines.subList(line, Math.min(line + 1, actualLines.size())))
                + "] at line " + (line + 1);
    }

    @SuppressWarnings("unchecked")
    private static LongFunction<String> load(ClassLoader loader, Class<? extends LongFunction<String>> scenario) {
        try {
            return (LongFunction<String>)
                    loader.loadClass(scenario.getName()).getConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("cannot load scenario " + scenario.getName(), e);
        }
    }

    private static List<Path> referenceJars() {
        Path directory = Path.of(System.getProperty("reference.jars"));
        try (Stream<Path> files = Files.list(directory)) {
            List<Path> jars =
                    files.filter(f -> f.toString().endsWith(".jar")).sorted().toList();
            if (jars.isEmpty()) {
                throw new IllegalStateException("no reference jars in " + directory);
            }
            return jars;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether a class path entry holds main classes of this build, as a folder or as a jar. */
    private static boolean isProductCode(Path path) {
        String text = path.toString().replace(File.separatorChar, '/');
        boolean ofThisBuild = text.matches(".*/connect-[a-z-]+/target/.*");
        boolean tests = text.endsWith("/test-classes") || text.endsWith("-tests.jar");
        return ofThisBuild && !tests;
    }

    private static URL url(Path path) {
        try {
            return path.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(path.toString(), e);
        }
    }
}
