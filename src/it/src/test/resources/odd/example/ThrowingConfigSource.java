package example;

import org.apache.kafka.common.config.ConfigDef;

/** Fails to say what its keys are. */
public class ThrowingConfigSource extends OddSource {
    @Override
    public ConfigDef config() {
        throw new IllegalStateException("config throws");
    }
}
