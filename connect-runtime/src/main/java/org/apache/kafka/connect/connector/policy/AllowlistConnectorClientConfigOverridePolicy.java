package org.apache.kafka.connect.connector.policy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.common.utils.AppInfoParser;

/** Connectors may set the client properties that the worker lists (KIP-1188). Without a list, none. */
public final class AllowlistConnectorClientConfigOverridePolicy implements ConnectorClientConfigOverridePolicy {

    /** The worker property that lists the client properties, without prefix. */
    public static final String ALLOWLIST_CONFIG = "connector.client.config.override.allowlist";

    private static final ConfigDef DEFINITION = new ConfigDef()
            .define(
                    ALLOWLIST_CONFIG,
                    ConfigDef.Type.LIST,
                    List.of(),
                    ConfigDef.Importance.MEDIUM,
                    "Client properties that connectors may set with the Allowlist policy.");

    private volatile Set<String> allowed = Set.of();

    @Override
    public void configure(Map<String, ?> workerProperties) {
        allowed = Set.copyOf(new AbstractConfig(DEFINITION, workerProperties, false).getList(ALLOWLIST_CONFIG));
    }

    @Override
    public ConfigDef config() {
        return new ConfigDef(DEFINITION);
    }

    @Override
    public List<ConfigValue> validate(ConnectorClientConfigRequest request) {
        return OverrideJudgement.of("Allowlist", allowed::contains, request);
    }

    @Override
    public String version() {
        return AppInfoParser.getVersion();
    }

    @Override
    public void close() {}
}
