package dev.sluice.plugin;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connectors that a worker has without any {@code plugin.path}, as Apache's has them: those of MirrorMaker. The
 * distribution's scripts put them on the class path. Where somebody starts Java with the jars of {@code libs/} alone, they
 * are taken from {@code libs/mirror/}, the folder beside the jar of this class, or from the directory that the system
 * property {@code sluice.mirror.plugins} names. A worker inside another program has none.
 */
final class BundledPlugins {
    private static final Logger LOG = LoggerFactory.getLogger(BundledPlugins.class);
    private static final String PROPERTY = "sluice.mirror.plugins";
    private static final String FOLDER = "mirror";
    private static final String ONE_OF_THEM = "org/apache/kafka/connect/mirror/MirrorSourceConnector.class";

    private BundledPlugins() {}

    /**
     * Where they are, beside the class path.
     *
     * @return empty where they are on the class path, or nowhere
     */
    static Optional<PluginLocation> location(ClassLoader application) {
        return application.getResource(ONE_OF_THEM) == null
                ? directory().flatMap(BundledPlugins::at)
                : Optional.empty();
    }

    private static Optional<Path> directory() {
        String named = System.getProperty(PROPERTY);
        return named == null ? besideLibs().filter(Files::isDirectory) : Optional.of(Path.of(named));
    }

    private static Optional<Path> besideLibs() {
        CodeSource source = BundledPlugins.class.getProtectionDomain().getCodeSource();
        if (source == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(Path.of(source.getLocation().toURI()).resolveSibling(FOLDER));
        } catch (URISyntaxException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<PluginLocation> at(Path directory) {
        try {
            return Optional.of(PluginPath.location(directory.toAbsolutePath()));
        } catch (IOException e) {
            LOG.warn(
                    "Going without the mirror connectors, they cannot be read: path={} reason={}",
                    directory,
                    e.toString());
            return Optional.empty();
        }
    }
}
