package example;

import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.metrics.Monitorable;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.components.Versioned;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.transforms.Transformation;

/** Measures something and changes nothing. */
public class MeasuredTransform<R extends ConnectRecord<R>> implements Transformation<R>, Monitorable, Versioned {
    @Override
    public R apply(R record) {
        return record;
    }

    @Override
    public ConfigDef config() {
        return new ConfigDef();
    }

    @Override
    public void configure(Map<String, ?> config) {}

    @Override
    public void withPluginMetrics(PluginMetrics metrics) {
        Measured.register(metrics, 1);
    }

    @Override
    public String version() {
        return "2.1";
    }

    @Override
    public void close() {}
}
