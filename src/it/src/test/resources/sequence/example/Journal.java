package example;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Appends lines to a file that instances in several processes share; the order of its lines is the order of events. */
final class Journal implements AutoCloseable {
    private static final long BEAT_NANOS = 200_000_000;

    private final FileChannel file;
    private final String who;
    private long lastBeat = System.nanoTime() - BEAT_NANOS;

    Journal(String path, String task, String instance) {
        try {
            file = FileChannel.open(Path.of(path), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        who = " " + task + " " + instance + " " + ProcessHandle.current().pid();
    }

    void write(String event) {
        write(event, "");
    }

    void write(String event, String rest) {
        try {
            String line = event + who + (rest.isEmpty() ? "" : " " + rest) + "\n";
            file.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void beat() {
        long now = System.nanoTime();
        if (now - lastBeat >= BEAT_NANOS) {
            lastBeat = now;
            write("beat");
        }
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
