package example;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.common.metrics.Monitorable;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.connector.policy.ConnectorClientConfigOverridePolicy;
import org.apache.kafka.connect.connector.policy.ConnectorClientConfigRequest;

/** Allows everything, and measures something. */
public class MeasuredPolicy implements ConnectorClientConfigOverridePolicy, Monitorable {
    @Override
    public List<ConfigValue> validate(ConnectorClientConfigRequest request) {
        return request.clientProps().entrySet().stream()
                .map(each -> new ConfigValue(each.getKey(), each.getValue(), List.of(), List.of()))
                .toList();
    }

    @Override
    public void configure(Map<String, ?> config) {}

    @Override
    public void withPluginMetrics(PluginMetrics metrics) {
        Measured.register(metrics, 4);
    }

    @Override
    public void close() {}
}
