package example;

import java.util.Map;
import org.apache.kafka.common.metrics.Monitorable;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.rest.ConnectRestExtension;
import org.apache.kafka.connect.rest.ConnectRestExtensionContext;

/** Adds nothing to the REST API, and measures something. */
public class MeasuredExtension implements ConnectRestExtension, Monitorable {
    @Override
    public void register(ConnectRestExtensionContext context) {}

    @Override
    public void configure(Map<String, ?> config) {}

    @Override
    public void withPluginMetrics(PluginMetrics metrics) {
        Measured.register(metrics, 5);
    }

    @Override
    public String version() {
        return "1.0";
    }

    @Override
    public void close() {}
}
