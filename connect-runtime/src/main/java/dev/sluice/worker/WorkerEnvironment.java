package dev.sluice.worker;

import dev.sluice.config.ConfigResolver;
import dev.sluice.config.ConnectorSettings;
import dev.sluice.config.WorkerConfig;
import dev.sluice.metrics.WorkerMeasures;
import dev.sluice.plugin.PluginCatalog;
import dev.sluice.plugin.PluginDescriptor;
import dev.sluice.plugin.PluginType;
import dev.sluice.store.offset.OffsetStore;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.connect.connector.Connector;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * What a worker works with. It closes none of it.
 *
 * @param config   the worker's own config
 * @param plugins  the installed plugins
 * @param resolver resolves variables in connector configs
 * @param clients  makes the Kafka clients of connectors and tasks
 * @param offsets  the worker's offset store, started
 * @param fencing  what exactly-once tasks ask of the group before they write
 * @param measures what is measured of it, and where plugins register metrics of their own
 * @param time     the clock
 */
public record WorkerEnvironment(
        WorkerConfig config,
        PluginCatalog plugins,
        ConfigResolver resolver,
        ConnectorClients clients,
        OffsetStore offsets,
        TaskFencing fencing,
        WorkerMeasures measures,
        Time time) {

    /**
     * The class of a connector, loaded but not initialized.
     *
     * @throws ConnectException if there is none of that name and version
     */
    Class<? extends Connector> connectorClass(ConnectorSettings settings) {
        PluginDescriptor connector =
                plugins.resolve(settings.connectorClass(), settings.connectorVersion(), PluginType.CONNECTORS);
        try {
            return Class.forName(connector.className(), false, plugins.loaderOf(connector))
                    .asSubclass(Connector.class);
        } catch (ClassNotFoundException e) {
            throw new ConnectException("The class of connector '" + settings.name() + "' cannot be loaded", e);
        }
    }
}
