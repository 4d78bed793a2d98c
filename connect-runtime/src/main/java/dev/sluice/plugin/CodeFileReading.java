package dev.sluice.plugin;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.connect.errors.ConnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the files of many locations at once, in threads of its own, while the caller works on what has been read. */
final class CodeFileReading implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CodeFileReading.class);

    private final ExecutorService threads;
    private final Map<String, List<Future<CodeFile>>> started = new HashMap<>();

    CodeFileReading(int parallelism) {
        this.threads = Executors.newFixedThreadPool(parallelism, task -> {
            Thread thread = new Thread(task, "plugin-scan");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Starts to read a location. */
    void start(PluginLocation location, CodeFileReader reader) {
        List<Future<CodeFile>> files = new ArrayList<>();
        for (Path file : location.files()) {
            files.add(threads.submit(() -> reader.read(file)));
        }
        started.put(location.name(), files);
    }

    /** Waits for what was read of a location. Files that cannot be read are logged and left out. */
    List<CodeFile> finish(PluginLocation location) {
        List<CodeFile> files = new ArrayList<>();
        for (Future<CodeFile> file : started.remove(location.name())) {
            try {
                files.add(file.get());
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof IOException)) {
                    throw new ConnectException("Reading plugin location " + location.name() + " failed", e.getCause());
                }
                LOG.error(
                        "File of a plugin location ignored, it cannot be read: location={} reason={}",
                        location.name(),
                        e.getCause().toString());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new ConnectException("Interrupted while reading plugin location " + location.name(), e);
            }
        }
        return files;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
