package dev.sluice.bench.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;

/** Counts the records of a {@link LoadSink}. */
public final class LoadSinkTask extends SinkTask {
    private Path report;
    private long left;
    private long startNanos;

    @Override
    public void start(Map<String, String> given) {
        AbstractConfig config = new AbstractConfig(LoadSink.CONFIG, given, false);
        left = config.getLong(LoadSink.RECORDS);
        report = Path.of(config.getString(LoadSink.REPORT));
    }

    @Override
    public void put(Collection<SinkRecord> records) {
        if (records.isEmpty() || left <= 0) {
            return;
        }
        if (startNanos == 0) {
            startNanos = System.nanoTime();
        }
        for (SinkRecord record : records) {
            if (record.value() != null) {
                left--;
            }
        }
        if (left <= 0) {
            write(System.nanoTime() - startNanos);
        }
    }

    /** Whoever waits for the file must not find half of it. */
    private void write(long nanos) {
        try {
            Path whole = Files.writeString(report.resolveSibling(report.getFileName() + ".part"), Long.toString(nanos));
            Files.move(whole, report, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new ConnectException("Cannot write the report " + report, e);
        }
    }

    @Override
    public void stop() {}

    @Override
    public String version() {
        return "1";
    }
}
