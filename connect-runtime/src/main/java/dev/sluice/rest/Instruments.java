package dev.sluice.rest;

import dev.sluice.metrics.ScopedPluginMetrics;
import dev.sluice.prometheus.MetricsPage;
import java.util.Optional;

/** What the REST API has to do with what is measured. */
public interface Instruments {

    /**
     * Where a plugin that the worker's config names measures something of its own (KIP-877).
     *
     * @param key    the config's key, such as {@code rest.extension.classes}
     * @param plugin the instance
     */
    ScopedPluginMetrics pluginMetrics(String key, Object plugin);

    /** What {@code GET /metrics} shows; empty if that is switched off. */
    Optional<MetricsPage> page();
}
