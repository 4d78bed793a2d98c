package dev.sluice.plugin;

import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A place with code of its own: what one class loader loads from.
 *
 * @param name  how it is reported: {@link PluginDescriptor#CLASSPATH}, or its URL
 * @param kind  what it consists of
 * @param files the archives and class directories, in the order in which they are searched
 */
record PluginLocation(String name, Kind kind, List<Path> files) {

    /** What a location consists of. */
    enum Kind {
        SINGLE_JAR,
        MULTI_JAR,
        CLASS_HIERARCHY,
        CLASSPATH
    }

    PluginLocation {
        files = List.copyOf(files);
    }

    boolean isClassPath() {
        return kind == Kind.CLASSPATH;
    }

    /** The files as URLs; a directory's ends with a slash. */
    URL[] urls() {
        List<URL> urls = new ArrayList<>(files.size());
        for (Path file : files) {
            urls.add(url(file));
        }
        return urls.toArray(URL[]::new);
    }

    static URL url(Path path) {
        try {
            return path.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException("Path without URL: " + path, e);
        }
    }
}
