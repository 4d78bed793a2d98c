package dev.sluice.worker;

import dev.sluice.metrics.ScopedPluginMetrics;
import dev.sluice.plugin.Isolated;
import org.apache.kafka.common.metrics.Monitorable;

/** Gives plugins where to measure something of their own (KIP-877). */
public final class Monitored {
    private Monitored() {}

    /**
     * Hands over metrics to a configured plugin if it wants any.
     *
     * @param metrics closed once the plugin is
     * @return the plugin, in place of what was passed
     */
    public static <T> Isolated<T> by(Isolated<T> plugin, ScopedPluginMetrics metrics) {
        hand(metrics, plugin);
        return plugin.afterClose(metrics::close);
    }

    /** As {@link #by}, for whoever closes the metrics by itself. */
    public static void hand(ScopedPluginMetrics metrics, Isolated<?> plugin) {
        plugin.run(instance -> {
            if (instance instanceof Monitorable monitorable) {
                monitorable.withPluginMetrics(metrics);
            }
        });
    }
}
