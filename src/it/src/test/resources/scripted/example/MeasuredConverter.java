package example;

import org.apache.kafka.common.metrics.Monitorable;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.storage.StringConverter;

/** Converts text, and measures something. */
public class MeasuredConverter extends StringConverter implements Monitorable {
    @Override
    public void withPluginMetrics(PluginMetrics metrics) {
        Measured.register(metrics, 3);
    }
}
