package example;

import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.metrics.Monitorable;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.transforms.predicates.Predicate;

/** Measures something and is always true. */
public class MeasuredPredicate<R extends ConnectRecord<R>> implements Predicate<R>, Monitorable {
    @Override
    public boolean test(R record) {
        return true;
    }

    @Override
    public ConfigDef config() {
        return new ConfigDef();
    }

    @Override
    public void configure(Map<String, ?> config) {}

    @Override
    public void withPluginMetrics(PluginMetrics metrics) {
        Measured.register(metrics, 2);
    }

    @Override
    public void close() {}
}
