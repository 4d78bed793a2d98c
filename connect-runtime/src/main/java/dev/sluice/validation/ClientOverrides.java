package dev.sluice.validation;

import dev.sluice.config.ConnectorGuard;
import dev.sluice.config.WorkerConfig;
import dev.sluice.plugin.Isolated;
import dev.sluice.plugin.PluginCatalog;
import dev.sluice.plugin.PluginType;
import dev.sluice.service.ValidationReport;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.connector.Connector;
import org.apache.kafka.connect.connector.policy.ConnectorClientConfigOverridePolicy;
import org.apache.kafka.connect.connector.policy.ConnectorClientConfigRequest;
import org.apache.kafka.connect.connector.policy.ConnectorClientConfigRequest.ClientType;
import org.apache.kafka.connect.health.ConnectorType;

/** Asks the worker's policy which client settings a connector may override (KIP-458). Safe for use by many threads. */
final class ClientOverrides implements AutoCloseable {
    private static final String POLICY_KEY = "connector.client.config.override.policy";

    private final WorkerConfig worker;
    private final PluginCatalog plugins;
    private final ConnectorGuard guard;
    private Isolated<ConnectorClientConfigOverridePolicy> policy;

    ClientOverrides(WorkerConfig worker, PluginCatalog plugins) {
        this.guard = new ConnectorGuard(worker);
        this.worker = worker;
        this.plugins = plugins;
    }

    /** Whose clients: what policies get to know of a connector. */
    record Owner(String name, ConnectorType type, Class<? extends Connector> connectorClass) {}

    /**
     * Validates the overrides of one kind of client.
     *
     * @throws org.apache.kafka.common.config.ConfigException if a value is not of its key's type
     */
    ReportSection validate(ClientType client, Owner owner, Map<String, String> config) {
        String prefix = prefix(client);
        Map<String, ConfigKey> keys = keys(client);
        Map<String, Object> overrides = new HashMap<>();
        config.forEach((name, value) -> {
            if (name.startsWith(prefix)) {
                String key = name.substring(prefix.length());
                ConfigKey definition = keys.get(key);
                overrides.put(key, definition == null ? value : ConfigDef.parseType(key, value, definition.type));
            }
        });
        if (overrides.isEmpty()) {
            return ReportSection.EMPTY;
        }
        List<ConfigValue> answers = policy().call(plugin -> plugin.validate(new ConnectorClientConfigRequest(
                owner.name(), owner.type(), owner.connectorClass(), overrides, client)));
        List<ValidationReport.Entry> entries = new ArrayList<>();
        int errors = 0;
        Map<String, String> problems = guard.problems(config);
        for (ConfigValue answer : answers) {
            Optional.ofNullable(problems.get(prefix + answer.name())).ifPresent(answer::addErrorMessage);
            ConfigKey definition = keys.get(answer.name());
            entries.add(new ValidationReport.Entry(
                    definition == null ? null : DefinedKeys.key(prefix, definition),
                    DefinedKeys.value(prefix, answer, definition == null ? null : definition.type)));
            errors += answer.errorMessages().isEmpty() ? 0 : 1;
        }
        return new ReportSection(entries, errors);
    }

    private static String prefix(ClientType client) {
        return switch (client) {
            case PRODUCER -> "producer.override.";
            case CONSUMER -> "consumer.override.";
            case ADMIN -> "admin.override.";
        };
    }

    private static Map<String, ConfigKey> keys(ClientType client) {
        return switch (client) {
            case PRODUCER -> ProducerConfig.configDef().configKeys();
            case CONSUMER -> ConsumerConfig.configDef().configKeys();
            case ADMIN -> AdminClientConfig.configDef().configKeys();
        };
    }

    private synchronized Isolated<ConnectorClientConfigOverridePolicy> policy() {
        if (policy == null) {
            Isolated<ConnectorClientConfigOverridePolicy> made = plugins.newInstance(
                    worker.string(POLICY_KEY), null, PluginType.CLIENT_CONFIG_OVERRIDE_POLICY, null);
            made.run(plugin -> plugin.configure(worker.properties()));
            policy = made;
        }
        return policy;
    }

    @Override
    public synchronized void close() {
        if (policy != null) {
            policy.close();
        }
    }
}
