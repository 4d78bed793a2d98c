package dev.sluice.pipeline.source;

import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.source.SourceTaskContext;
import org.apache.kafka.connect.source.TransactionContext;
import org.apache.kafka.connect.storage.OffsetStorageReader;

/**
 * What a source task may ask of the worker.
 *
 * @param resolvedConfig      the task's config, with variables resolved anew
 * @param offsetStorageReader the offsets of the task's connector
 * @param transactionContext  null unless the connector defines its transactions (KIP-618)
 * @param pluginMetrics       the task's own metrics (KIP-877)
 */
public record SourceContext(
        Supplier<Map<String, String>> resolvedConfig,
        OffsetStorageReader offsetStorageReader,
        TransactionContext transactionContext,
        PluginMetrics pluginMetrics)
        implements SourceTaskContext {

    @Override
    public Map<String, String> configs() {
        return resolvedConfig.get();
    }
}
