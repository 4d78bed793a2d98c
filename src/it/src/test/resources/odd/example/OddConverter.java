package example;

import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.storage.Converter;

/** Needs a setting. */
public class OddConverter implements Converter {
    @Override
    public ConfigDef config() {
        return new ConfigDef()
                .define("dialect", Type.STRING, Importance.HIGH, "Needed.", "Speech", 1, ConfigDef.Width.SHORT, "Dialect")
                .define("depth", Type.INT, 2, ConfigDef.Range.atLeast(0), Importance.LOW, "How deep.");
    }

    @Override
    public void configure(Map<String, ?> config, boolean isKey) {}

    @Override
    public byte[] fromConnectData(String topic, Schema schema, Object value) {
        return null;
    }

    @Override
    public SchemaAndValue toConnectData(String topic, byte[] value) {
        return SchemaAndValue.NULL;
    }

    /** Fails to say what its settings are. */
    public static class Throwing extends OddConverter {
        @Override
        public ConfigDef config() {
            throw new IllegalStateException("config throws");
        }
    }

    /** Has no definitions. */
    public static class Silent extends OddConverter {
        @Override
        public ConfigDef config() {
            return null;
        }
    }
}
