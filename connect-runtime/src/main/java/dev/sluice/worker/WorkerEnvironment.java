package dev.sluice.worker;

import dev.sluice.config.ConfigResolver;
import dev.sluice.config.WorkerConfig;
import dev.sluice.plugin.PluginCatalog;
import dev.sluice.store.offset.OffsetStore;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.utils.Time;

/**
 * What a worker works with. It closes none of it.
 *
 * @param config   the worker's own config
 * @param plugins  the installed plugins
 * @param resolver resolves variables in connector configs
 * @param clients  makes the Kafka clients of connectors and tasks
 * @param offsets  the worker's offset store, started
 * @param fencing  what exactly-once tasks ask of the group before they write
 * @param metrics  where plugins register metrics of their own
 * @param time     the clock
 */
public record WorkerEnvironment(
        WorkerConfig config,
        PluginCatalog plugins,
        ConfigResolver resolver,
        ConnectorClients clients,
        OffsetStore offsets,
        TaskFencing fencing,
        Metrics metrics,
        Time time) {}
