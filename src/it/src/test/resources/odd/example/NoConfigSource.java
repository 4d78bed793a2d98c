package example;

import org.apache.kafka.common.config.ConfigDef;

/** Has no definitions. */
public class NoConfigSource extends OddSource {
    @Override
    public ConfigDef config() {
        return null;
    }
}
