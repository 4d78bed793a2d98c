package dev.sluice.it.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A local Maven repository as {@code ./mvnw install} leaves it, made of what this build has packaged. */
final class LocalRepository {
    private static final List<String> MODULES =
            List.of("connect-api", "connect-json-converter", "connect-transforms", "connect-runtime");

    private LocalRepository() {}

    /**
     * @param repository the folder of the repository
     * @param root the project's folder
     */
    static Path create(Path repository, Path root) throws IOException {
        String version = version(root);
        put(repository, "sluice", version, root.resolve("pom.xml"), ".pom");
        for (String module : MODULES) {
            put(repository, module, version, root.resolve(module).resolve("pom.xml"), ".pom");
            put(repository, module, version, jar(root.resolve(module), version), ".jar");
        }
        return repository;
    }

    private static Path jar(Path module, String version) {
        return module.resolve("target").resolve(module.getFileName() + "-" + version + ".jar");
    }

    private static void put(Path repository, String artifact, String version, Path file, String suffix)
            throws IOException {
        Path folder = Files.createDirectories(
                repository.resolve("dev/sluice").resolve(artifact).resolve(version));
        Files.copy(file, folder.resolve(artifact + "-" + version + suffix));
    }

    private static String version(Path root) throws IOException {
        try (Stream<Path> files = Files.list(root.resolve("connect-api/target"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.matches("connect-api-[0-9][^-]*\\.jar"))
                    .map(name -> name.substring("connect-api-".length(), name.length() - ".jar".length()))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("connect-api is not packaged"));
        }
    }
}
