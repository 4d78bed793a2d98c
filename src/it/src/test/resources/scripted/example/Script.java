package example;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.LoggerFactory;

/** What a plugin does as its config says: keeps a journal, and misbehaves on purpose. */
final class Script {
    private final Map<String, String> config;

    Script(Map<String, String> config) {
        this.config = config;
    }

    String get(String key, String otherwise) {
        return config.getOrDefault(key, otherwise);
    }

    /** Appends a line to the file that {@code journal} names, if it names one. */
    void write(String line) {
        if (config.containsKey("journal")) {
            try {
                synchronized (Script.class) {
                    Files.writeString(
                            Path.of(config.get("journal")),
                            line + "\n",
                            StandardOpenOption.CREATE,
                            StandardOpenOption.APPEND);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Does in a call what {@code on.<call>} says. */
    void at(String call) {
        String what = get("on." + call, "");
        if (what.startsWith("block:")) {
            write("blocked in " + call);
            // Deaf to interrupts, until a file is there.
            while (!Files.exists(Path.of(what.substring(6)))) {
                LockSupport.parkNanos(10_000_000L);
                boolean ignored = Thread.interrupted();
            }
            return;
        }
        switch (what) {
            case "fail" -> throw new IllegalStateException("told to fail in " + call);
            case "tell" -> {
                elsewhere("cannot reach the vault with " + get("password", ""));
                throw new IllegalStateException("cannot log in with " + get("password", ""));
            }
            case "overflow" -> overflow(1);
            case "memory" -> throw new OutOfMemoryError("told to run out of memory in " + call);
            case "missing" -> throw new NoClassDefFoundError("told/to/Miss" + call);
            case "death" -> throw new ThreadDeath();
            case "unprintable" -> throw new Unprintable();
            default -> {}
        }
    }

    /** Logs on a thread of its own. */
    private static void elsewhere(String message) {
        Thread thread = new Thread(() -> LoggerFactory.getLogger(Script.class).error(message), "scripted-helper");
        thread.start();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static int overflow(int depth) {
        return overflow(depth + 1) + 1;
    }

    /** Fails once more when somebody asks what it says. */
    static final class Unprintable extends RuntimeException {
        @Override
        public String getMessage() {
            throw new IllegalStateException("told to");
        }
    }
}
