package dev.sluice.tool;

import dev.sluice.plugin.PluginType;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The service files of one archive or class directory, as far as they are about plugins.
 *
 * @param file  the archive or directory
 * @param names the class names that each type's file lists
 */
record Manifests(Path file, Map<PluginType, Set<String>> names) {

    /** A line of a service file. */
    record Entry(PluginType type, String className) implements Comparable<Entry> {
        private static final Comparator<Entry> ORDER =
                Comparator.comparing(Entry::className).thenComparing(Entry::type);

        @Override
        public int compareTo(Entry other) {
            return ORDER.compare(this, other);
        }
    }

    static Manifests read(Path file) throws IOException {
        Map<PluginType, Set<String>> names = new EnumMap<>(PluginType.class);
        if (Files.isDirectory(file)) {
            for (PluginType type : PluginType.values()) {
                Path service = file.resolve(type.serviceFile());
                if (Files.isRegularFile(service)) {
                    names.put(type, names(Files.newInputStream(service)));
                }
            }
            return new Manifests(file, names);
        }
        try (ZipFile archive = new ZipFile(file.toFile())) {
            for (PluginType type : PluginType.values()) {
                ZipEntry service = archive.getEntry(type.serviceFile());
                if (service != null) {
                    names.put(type, names(archive.getInputStream(service)));
                }
            }
        }
        return new Manifests(file, names);
    }

    private static Set<String> names(InputStream service) throws IOException {
        Set<String> names = new TreeSet<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(service, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                int comment = line.indexOf('#');
                String name = (comment < 0 ? line : line.substring(0, comment)).strip();
                if (!name.isEmpty()) {
                    names.add(name);
                }
            }
        }
        return names;
    }

    Set<Entry> entries() {
        Set<Entry> entries = new TreeSet<>();
        names.forEach((type, classes) -> classes.forEach(name -> entries.add(new Entry(type, name))));
        return entries;
    }
}
