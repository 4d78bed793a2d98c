package org.apache.kafka.connect.connector.policy;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.common.utils.AppInfoParser;

/** Connectors may set every client property (KIP-458). */
public final class AllConnectorClientConfigOverridePolicy implements ConnectorClientConfigOverridePolicy {

    @Override
    public void configure(Map<String, ?> workerProperties) {}

    @Override
    public List<ConfigValue> validate(ConnectorClientConfigRequest request) {
        return OverrideJudgement.of("All", property -> true, request);
    }

    @Override
    public String version() {
        return AppInfoParser.getVersion();
    }

    @Override
    public void close() {}
}
