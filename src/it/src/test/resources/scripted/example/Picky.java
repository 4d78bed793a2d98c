package example;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.transforms.Transformation;

/** A transformation that cannot bear some values. */
public class Picky<R extends ConnectRecord<R>> implements Transformation<R> {
    private String journal;
    private int attempts;

    @Override
    public R apply(R record) {
        if ("poison".equals(record.value())) {
            throw new DataException("told to fail at poison");
        }
        if ("flaky".equals(record.value()) && ++attempts < 3) {
            throw new RetriableException("told to fail at first");
        }
        return record;
    }

    @Override
    public ConfigDef config() {
        return new ConfigDef();
    }

    @Override
    public void configure(Map<String, ?> config) {
        journal = (String) config.get("journal");
    }

    @Override
    public void close() {
        if (journal != null) {
            try {
                Files.writeString(
                        Path.of(journal),
                        "transformation closed\n",
                        StandardOpenOption.CREATE,
                        StandardOpenOption.APPEND);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
