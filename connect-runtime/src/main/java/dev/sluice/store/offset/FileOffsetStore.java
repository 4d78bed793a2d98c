package dev.sluice.store.offset;

import dev.sluice.concurrent.NamedThreads;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.connect.errors.ConnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the offsets of a standalone worker in a file, in the format of Apache's worker: a Java-serialized
 * {@code HashMap} of byte arrays. A removed offset stays as a null value. The file is replaced as a whole with every
 * change, so that a crash leaves the old one or the new one.
 *
 * <p>Everything happens on one thread. Reading the file creates maps and byte arrays only; anything else in it is an
 * error.
 */
public final class FileOffsetStore implements OffsetStore {
    private static final Logger LOG = LoggerFactory.getLogger(FileOffsetStore.class);
    private static final long STOP_LIMIT_S = 30;
    private static final ObjectInputFilter MAPS_OF_BYTES =
            ObjectInputFilter.Config.createFilter("java.util.HashMap;java.util.Map$Entry;java.util.Map;!*");

    private final Path file;
    private final Map<ByteBuffer, ByteBuffer> values = new HashMap<>();
    private final PartitionIndex index = new PartitionIndex();
    private volatile ExecutorService thread;

    /**
     * @param file {@code offset.storage.file.filename}; created with the first offset if it is missing
     */
    public FileOffsetStore(Path file) {
        this.file = file;
    }

    @Override
    public void start() {
        load();
        thread = Executors.newSingleThreadExecutor(new NamedThreads("offset-file"));
        LOG.info("Read offsets from a file file={} offsets={}", file, values.size());
    }

    @Override
    public void stop() {
        ExecutorService running = thread;
        if (running == null) {
            return;
        }
        running.shutdown();
        try {
            if (!running.awaitTermination(STOP_LIMIT_S, TimeUnit.SECONDS)) {
                LOG.warn("Offsets were not written in time file={}", file);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public CompletableFuture<Map<ByteBuffer, ByteBuffer>> get(Collection<ByteBuffer> keys) {
        List<ByteBuffer> wanted = List.copyOf(keys);
        return run(() -> {
            Map<ByteBuffer, ByteBuffer> found = new HashMap<>();
            wanted.forEach(key -> found.put(key, values.get(key)));
            return found;
        });
    }

    @Override
    public CompletableFuture<Void> set(Map<ByteBuffer, ByteBuffer> changes) {
        Map<ByteBuffer, ByteBuffer> copy = new HashMap<>(changes);
        return run(() -> {
            copy.forEach(this::remember);
            save();
            return null;
        });
    }

    @Override
    public Map<ByteBuffer, Map<String, Object>> connectorKeys(String connector) {
        return index.of(connector);
    }

    private <T> CompletableFuture<T> run(Supplier<T> task) {
        ExecutorService running = thread;
        if (running == null) {
            return CompletableFuture.failedFuture(new ConnectException("The offset file is not open"));
        }
        try {
            return CompletableFuture.supplyAsync(task, running);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedFuture(new ConnectException("The offset file is closed", e));
        }
    }

    private void remember(ByteBuffer key, ByteBuffer value) {
        values.put(key, value);
        index.update(bytes(key), value != null);
    }

    private void load() {
        values.clear();
        try (BufferedInputStream bytes = new BufferedInputStream(Files.newInputStream(file))) {
            bytes.mark(1);
            if (bytes.read() < 0) {
                return;
            }
            bytes.reset();
            read(bytes);
        } catch (NoSuchFileException e) {
            LOG.info("No offsets are stored yet file={}", file);
        } catch (IOException | ClassNotFoundException e) {
            throw new ConnectException(
                    "Cannot read offsets from " + file + " (offset.storage.file.filename): " + e.getMessage()
                            + "; name a file that a standalone worker has written, or one that does not exist yet",
                    e);
        }
    }

    private void read(BufferedInputStream bytes) throws IOException, ClassNotFoundException {
        try (ObjectInputStream in = new ObjectInputStream(bytes)) {
            in.setObjectInputFilter(MAPS_OF_BYTES);
            if (!(in.readObject() instanceof HashMap<?, ?> stored)) {
                throw new IOException("not a map");
            }
            for (Map.Entry<?, ?> entry : stored.entrySet()) {
                if (!(entry.getKey() instanceof byte[] key)
                        || !(entry.getValue() == null || entry.getValue() instanceof byte[])) {
                    throw new IOException("not a map of byte arrays");
                }
                remember(
                        ByteBuffer.wrap(key),
                        entry.getValue() == null ? null : ByteBuffer.wrap((byte[]) entry.getValue()));
            }
        }
    }

    @SuppressWarnings("ArrayAsKeyOfSetOrMap") // The format of the file; nothing is looked up in it.
    private void save() {
        HashMap<byte[], byte[]> plain = new HashMap<>();
        values.forEach((key, value) -> plain.put(bytes(key), value == null ? null : bytes(value)));
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
                out.writeObject(plain);
            }
            replaceFile(bytes.toByteArray());
        } catch (IOException e) {
            throw new ConnectException("Cannot write offsets to " + file + ": " + e.getMessage(), e);
        }
    }

    private void replaceFile(byte[] content) throws IOException {
        Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
        Path next = target.resolveSibling(target.getFileName() + ".next");
        try {
            Files.write(next, content);
            Files.move(next, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            // The folder may be read-only, or the file a mount of its own: then it can only be written over.
            LOG.debug("Cannot replace a file, writing over it file={}", target, e);
            Files.write(target, content);
        }
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }
}
