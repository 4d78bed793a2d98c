package example;

import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.storage.StringConverter;

/** Cannot be closed before it was configured. */
public class FragileConverter extends StringConverter {
    private String encoding;

    @Override
    public ConfigDef config() {
        return new ConfigDef().define("converter.type", ConfigDef.Type.STRING, "value", ConfigDef.Importance.LOW, "Type.");
    }

    @Override
    public void configure(Map<String, ?> configs, boolean isKey) {
        super.configure(configs, isKey);
        encoding = "set";
    }

    @Override
    public void close() {
        encoding.length();
    }
}
