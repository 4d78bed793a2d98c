package example;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.TreeSet;

/** Writes down which offsets a connector was asked about, with the types of their values, and answers as configured. */
final class OffsetJournal {
    private OffsetJournal() {}

    static boolean asked(Map<String, String> config, Map<?, ?> offsets) {
        TreeSet<String> lines = new TreeSet<>();
        offsets.forEach((partition, offset) -> lines.add(describe(partition) + " -> " + describe(offset)));
        try {
            Files.writeString(
                    Path.of(config.get("journal")),
                    config.get("name") + " " + lines + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        switch (config.getOrDefault("answer", "false")) {
            case "true":
                return true;
            case "refuse":
                throw new org.apache.kafka.connect.errors.ConnectException("these offsets are not allowed");
            case "unsupported":
                throw new UnsupportedOperationException("cannot");
            case "hang":
                // Until whoever asked for it has seen enough.
                Path enough = Path.of(config.get("journal") + ".enough");
                try {
                    while (!Files.exists(enough)) {
                        Thread.sleep(20);
                    }
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                return false;
            default:
                return false;
        }
    }

    private static String describe(Object value) {
        if (value instanceof Map<?, ?>) {
            TreeSet<String> fields = new TreeSet<>();
            ((Map<?, ?>) value).forEach((key, field) -> fields.add(key + "=" + describe(field)));
            return fields.toString();
        }
        return value == null ? "null" : value + ":" + value.getClass().getSimpleName();
    }
}
