package example;

import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.transforms.Transformation;

/** Cannot be closed before it was configured, as some published ones cannot. */
public class FragileTransform<R extends ConnectRecord<R>> implements Transformation<R> {
    private String settings;

    @Override
    public ConfigDef config() {
        return new ConfigDef().define("colour", ConfigDef.Type.STRING, "red", ConfigDef.Importance.LOW, "Which.");
    }

    @Override
    public void configure(Map<String, ?> configs) {
        settings = "set";
    }

    @Override
    public R apply(R record) {
        return record;
    }

    @Override
    public void close() {
        settings.length();
    }
}
