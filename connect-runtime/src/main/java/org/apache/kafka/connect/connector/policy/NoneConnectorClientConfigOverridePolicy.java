package org.apache.kafka.connect.connector.policy;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.common.utils.AppInfoParser;

/** Connectors may set no client property (KIP-458). */
public final class NoneConnectorClientConfigOverridePolicy implements ConnectorClientConfigOverridePolicy {

    @Override
    public void configure(Map<String, ?> workerProperties) {}

    @Override
    public List<ConfigValue> validate(ConnectorClientConfigRequest request) {
        return OverrideJudgement.of("None", property -> false, request);
    }

    @Override
    public String version() {
        return AppInfoParser.getVersion();
    }

    @Override
    public void close() {}
}
