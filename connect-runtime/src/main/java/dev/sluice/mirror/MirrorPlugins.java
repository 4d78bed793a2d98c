package dev.sluice.mirror;

import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.List;
import java.util.Optional;

/**
 * Where the mirror connectors are. Nobody names them in a mirror's file, so where they are not on the class path they are
 * taken from {@code plugins/} beside the {@code libs/} that this class was loaded from, or from the directory that the
 * system property {@code sluice.mirror.plugins} names.
 */
final class MirrorPlugins {
    private static final String PROPERTY = "sluice.mirror.plugins";

    private MirrorPlugins() {}

    /** A {@code plugin.path} that has them too; the one given where they are on the class path, or nowhere. */
    static Optional<String> pathWith(String configured) {
        Optional<String> own = onClassPath() ? Optional.empty() : directory().map(Path::toString);
        if (configured == null || configured.isBlank()) {
            return own;
        }
        if (own.isPresent() && List.of(configured.split("\\s*,\\s*")).contains(own.get())) {
            return Optional.of(configured);
        }
        return Optional.of(own.map(path -> configured + "," + path).orElse(configured));
    }

    private static boolean onClassPath() {
        String connector = MirrorConnector.SOURCE.className().replace('.', '/') + ".class";
        return MirrorPlugins.class.getClassLoader().getResource(connector) != null;
    }

    private static Optional<Path> directory() {
        String named = System.getProperty(PROPERTY);
        return named == null ? besideLibs() : Optional.of(Path.of(named));
    }

    private static Optional<Path> besideLibs() {
        CodeSource source = MirrorPlugins.class.getProtectionDomain().getCodeSource();
        if (source == null) {
            return Optional.empty();
        }
        try {
            File libs = new File(source.getLocation().toURI()).getParentFile();
            return Optional.ofNullable(libs)
                    .map(folder -> folder.toPath().resolveSibling("plugins"))
                    .filter(plugins -> Files.isDirectory(plugins.resolve("connect-mirror")));
        } catch (URISyntaxException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
