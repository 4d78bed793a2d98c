package dev.sluice.worker;

import dev.sluice.config.ConfigResolver;
import dev.sluice.config.ConnectorGuard;
import dev.sluice.config.ConnectorSettings;
import dev.sluice.metrics.ConnectorMeasures;
import dev.sluice.metrics.ScopedPluginMetrics;
import dev.sluice.plugin.Isolated;
import dev.sluice.store.offset.OffsetReader;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.connect.connector.Connector;
import org.apache.kafka.connect.connector.ConnectorContext;
import org.apache.kafka.connect.health.ConnectorType;
import org.apache.kafka.connect.sink.SinkConnector;
import org.apache.kafka.connect.source.SourceConnector;

/** Makes a connector and its context. */
final class ConnectorMaker implements ConnectorInstance.Maker {
    private final WorkerEnvironment environment;
    private final SecretWatch secrets;
    private final ConnectorMeasures measures;
    private final String name;
    private final Map<String, String> rawConfig;

    ConnectorMaker(
            WorkerEnvironment environment,
            SecretWatch secrets,
            ConnectorMeasures measures,
            String name,
            Map<String, String> rawConfig) {
        this.environment = environment;
        this.secrets = secrets;
        this.measures = measures;
        this.name = name;
        this.rawConfig = rawConfig;
    }

    @Override
    public ConnectorInstance.Made make(ConnectorInstance.Requests requests) {
        ConfigResolver.Resolution resolution = environment.resolver().resolution(rawConfig);
        Map<String, String> resolved = resolution.values();
        new ConnectorGuard(environment.config()).requireSafe(resolved);
        ConnectorSettings settings = ConnectorSettings.common(resolved);
        Isolated<Connector> plugin =
                environment.plugins().newConnector(settings.connectorClass(), settings.connectorVersion());
        measures.describe(new ConnectorMeasures.Description(type(plugin.get()), plugin.className(), plugin.version()));
        LinkedHashMap<String, String> tags = new LinkedHashMap<>();
        tags.put("connector", name);
        ScopedPluginMetrics metrics =
                new ScopedPluginMetrics(environment.measures().registry(), tags);
        try {
            ConnectorInstance.Made made = make(requests, plugin, resolved, metrics);
            return settings.restartsOnChangedSecrets() ? watched(made, resolution, requests) : made;
        } catch (RuntimeException | LinkageError e) {
            Utils.closeQuietly(metrics, "metrics of connector " + name);
            throw e;
        }
    }

    private static String type(Connector connector) {
        if (connector instanceof SourceConnector) {
            return "source";
        }
        return connector instanceof SinkConnector ? "sink" : "unknown";
    }

    private ConnectorInstance.Made watched(
            ConnectorInstance.Made made, ConfigResolver.Resolution resolution, ConnectorInstance.Requests requests) {
        SecretWatch.Watch watch = secrets.watch(
                "connector " + name,
                reading(resolution),
                () -> reading(environment.resolver().resolution(rawConfig)),
                requests::secretsChanged);
        return new ConnectorInstance.Made(made.plugin(), made.config(), made.tasks(), () -> {
            watch.close();
            made.context().close();
        });
    }

    private static SecretWatch.Reading reading(ConfigResolver.Resolution resolution) {
        return new SecretWatch.Reading(resolution.values(), resolution.ttlMs());
    }

    private ConnectorInstance.Made make(
            ConnectorInstance.Requests requests,
            Isolated<Connector> plugin,
            Map<String, String> resolved,
            ScopedPluginMetrics metrics) {
        if (plugin.get() instanceof SourceConnector) {
            ConnectorSettings settings = ConnectorSettings.source(resolved);
            settings.topicGroups();
            ConnectorOffsets.Opened offsets = new ConnectorOffsets(environment)
                    .ofConnector(
                            name,
                            new ConnectorClients.Owner(
                                    settings, ConnectorType.SOURCE, plugin.get().getClass()));
            OpenConnectorContext.Source context = new OpenConnectorContext.Source(
                    name, requests, metrics, new OffsetReader(offsets.store(), name), offsets);
            startStore(context);
            return made(plugin, settings, context, context);
        }
        ConnectorSettings settings = ConnectorSettings.sink(resolved);
        if (plugin.get() instanceof SinkConnector) {
            settings.sinkSettings();
        }
        OpenConnectorContext.Sink context = new OpenConnectorContext.Sink(name, requests, metrics);
        return made(plugin, settings, context, context);
    }

    private void startStore(OpenConnectorContext.Source context) {
        try {
            context.offsets().store().start();
        } catch (RuntimeException e) {
            Utils.closeQuietly(context, "context of connector " + name);
            throw e;
        }
    }

    private ConnectorInstance.Made made(
            Isolated<Connector> plugin, ConnectorSettings settings, ConnectorContext context, AutoCloseable closer) {
        try {
            plugin.run(connector -> connector.initialize(context));
        } catch (RuntimeException | LinkageError e) {
            Utils.closeQuietly(closer, "context of connector " + name);
            throw e;
        }
        return new ConnectorInstance.Made(plugin, settings.properties(), new TaskConfigs(rawConfig, settings), closer);
    }
}
