package example;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.ConfigData;
import org.apache.kafka.common.config.provider.ConfigProvider;

/** A config provider whose values are the files of a directory, and hold for half a second. */
public class Vault implements ConfigProvider {
    @Override
    public ConfigData get(String path) {
        throw new UnsupportedOperationException("ask for keys");
    }

    @Override
    public ConfigData get(String path, Set<String> keys) {
        Map<String, String> values = new HashMap<>();
        try {
            for (String key : keys) {
                values.put(key, Files.readString(Path.of(path, key)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ConfigData(values, 500L);
    }

    @Override
    public void configure(Map<String, ?> config) {}

    @Override
    public void close() {}
}
