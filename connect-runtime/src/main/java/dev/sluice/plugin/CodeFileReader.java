package dev.sluice.plugin;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads archives and class directories for what a scan wants to know of them. */
final class CodeFileReader {

    private static final Logger LOG = LoggerFactory.getLogger(CodeFileReader.class);

    private static final String SERVICES = "META-INF/services/";
    private static final String DRIVERS = SERVICES + "java.sql.Driver";
    private static final Map<String, PluginType> SERVICE_FILES =
            Arrays.stream(PluginType.values()).collect(Collectors.toMap(PluginType::serviceFile, Function.identity()));

    /**
     * Packages of libraries that plugins often bring along and that hold no plugins. Their classes are the bulk of many
     * archives, so that not reading them is worth the list.
     */
    private static final List<String> LIBRARIES = List.of(
            "META-INF/",
            "ch/qos/logback/",
            "com/fasterxml/jackson/",
            "com/google/common/",
            "com/google/protobuf/",
            "io/netty/",
            "jakarta/",
            "javassist/",
            "kotlin/",
            "org/apache/hadoop/",
            "org/apache/kafka/clients/",
            "org/apache/kafka/common/",
            "org/bouncycastle/",
            "org/eclipse/jetty/",
            "org/glassfish/",
            "org/slf4j/",
            "scala/",
            "software/amazon/awssdk/");

    private final boolean classes;
    private final Set<String> watched;
    private final Map<List<Long>, CodeFile> known = new ConcurrentHashMap<>();

    /**
     * @param classes whether to read class files
     * @param watched class names to look out for, with dots
     */
    CodeFileReader(boolean classes, Set<String> watched) {
        this.classes = classes;
        this.watched =
                watched.stream().map(name -> name.replace('.', '/') + ".class").collect(Collectors.toUnmodifiableSet());
    }

    /** Reads an archive or a directory. A broken archive is logged and taken to be empty, as class loaders take it. */
    CodeFile read(Path path) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
        if (attributes.isDirectory()) {
            return readDirectory(path);
        }
        try (ZipFile zip = new ZipFile(path.toFile())) {
            FileStamp stamp = stamp(path, attributes, fingerprint(zip));
            // Plugin locations often hold copies of one another's archives.
            List<Long> content = List.of(stamp.size(), stamp.content());
            CodeFile copy = known.get(content);
            if (copy == null) {
                copy = readArchive(zip, stamp);
                known.put(content, copy);
            }
            return copy.at(stamp);
        } catch (IOException | IllegalArgumentException e) {
            LOG.error("Archive ignored, it cannot be read: path={} reason={}", path, e.toString());
            return new Contents(path).toCodeFile(stamp(path, attributes, 0));
        }
    }

    private CodeFile readArchive(ZipFile zip, FileStamp stamp) throws IOException {
        Contents contents = new Contents(stamp.path());
        for (Enumeration<? extends ZipEntry> entries = zip.entries(); entries.hasMoreElements(); ) {
            ZipEntry entry = entries.nextElement();
            contents.entry(entry.getName(), () -> zip.getInputStream(entry));
        }
        return contents.toCodeFile(stamp);
    }

    private CodeFile readDirectory(Path path) throws IOException {
        Contents contents = new Contents(path);
        Fingerprint fingerprint = new Fingerprint();
        List<Path> files = files(path);
        for (Path file : files) {
            String name = relativeName(path, file);
            fingerprint.add(name, file);
            contents.entry(name, () -> Files.newInputStream(file));
        }
        return contents.toCodeFile(new FileStamp(path, files.size(), 0, fingerprint.value()));
    }

    /**
     * Whether a file is as it was: by size and time, or, when only the time differs, by what is in it.
     *
     * @return the stamp of the file as it is now, or null if it is another
     */
    static FileStamp confirm(FileStamp known) throws IOException {
        Path path = known.path();
        BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
        if (attributes.isDirectory()) {
            Fingerprint fingerprint = new Fingerprint();
            List<Path> files = files(path);
            for (Path file : files) {
                fingerprint.add(relativeName(path, file), file);
            }
            FileStamp now = new FileStamp(path, files.size(), 0, fingerprint.value());
            return now.equals(known) ? now : null;
        }
        if (attributes.size() != known.size()) {
            return null;
        }
        if (attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS) == known.modifiedNanos()) {
            return known;
        }
        try (ZipFile zip = new ZipFile(path.toFile())) {
            long content = fingerprint(zip);
            return content == known.content() ? stamp(path, attributes, content) : null;
        }
    }

    private static long fingerprint(ZipFile zip) {
        Fingerprint fingerprint = new Fingerprint();
        for (Enumeration<? extends ZipEntry> entries = zip.entries(); entries.hasMoreElements(); ) {
            fingerprint.add(entries.nextElement());
        }
        return fingerprint.value();
    }

    private static FileStamp stamp(Path path, BasicFileAttributes attributes, long content) {
        long modifiedNanos = attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS);
        return new FileStamp(path, attributes.size(), modifiedNanos, content);
    }

    private static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> PluginPath.isClassFile(file)
                            || relativeName(directory, file).startsWith(SERVICES))
                    .sorted(Comparator.naturalOrder())
                    .toList();
        }
    }

    private static String relativeName(Path directory, Path file) {
        return directory.relativize(file).toString().replace('\\', '/');
    }

    /** Opens a file within an archive or directory. */
    private interface Opener {
        InputStream open() throws IOException;
    }

    /** Takes in the files of one archive or directory. */
    private final class Contents {

        private final Path source;
        private final ClassHeaderReader headerReader = new ClassHeaderReader();
        private final List<ClassHeader> headers = new ArrayList<>();
        private final Map<PluginType, List<String>> services = new EnumMap<>(PluginType.class);
        private final List<String> present = new ArrayList<>();
        private boolean drivers;

        Contents(Path source) {
            this.source = source;
        }

        void entry(String name, Opener opener) throws IOException {
            if (name.endsWith(".class")) {
                if (watched.contains(name)) {
                    present.add(className(name));
                }
                if (classes && !isLibrary(name)) {
                    readClass(name, opener);
                }
            } else if (name.startsWith(SERVICES)) {
                PluginType type = SERVICE_FILES.get(name);
                if (type != null) {
                    services.put(type, readServices(opener));
                } else if (name.equals(DRIVERS)) {
                    drivers = true;
                }
            }
        }

        private void readClass(String name, Opener opener) {
            try (InputStream in = opener.open()) {
                ClassHeader header = headerReader.read(in);
                if (header != null && !header.isPlain() && name.equals(header.name() + ".class")) {
                    headers.add(header);
                }
            } catch (IOException | RuntimeException e) {
                LOG.warn("Class file ignored: source={} class={} reason={}", source, name, e.toString());
            }
        }

        private List<String> readServices(Opener opener) throws IOException {
            List<String> names = new ArrayList<>();
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(opener.open(), StandardCharsets.UTF_8))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    int comment = line.indexOf('#');
                    String name = (comment < 0 ? line : line.substring(0, comment)).trim();
                    if (!name.isEmpty()) {
                        names.add(name);
                    }
                }
            }
            return names;
        }

        CodeFile toCodeFile(FileStamp stamp) {
            return new CodeFile(stamp, headers, services, present, drivers);
        }
    }

    private static String className(String fileName) {
        return fileName.substring(0, fileName.length() - ".class".length()).replace('/', '.');
    }

    private static boolean isLibrary(String fileName) {
        for (String library : LIBRARIES) {
            if (fileName.startsWith(library)) {
                return true;
            }
        }
        return false;
    }
}
