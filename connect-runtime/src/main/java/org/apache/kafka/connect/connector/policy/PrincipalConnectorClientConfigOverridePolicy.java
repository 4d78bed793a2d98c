package org.apache.kafka.connect.connector.policy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.utils.AppInfoParser;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Connectors may set whom their clients authenticate as, and nothing else (KIP-458). Deprecated since 4.2 in favour of
 * {@link AllowlistConnectorClientConfigOverridePolicy} (KIP-1188). */
public final class PrincipalConnectorClientConfigOverridePolicy implements ConnectorClientConfigOverridePolicy {

    private static final Logger LOG = LoggerFactory.getLogger(PrincipalConnectorClientConfigOverridePolicy.class);

    private static final Set<String> ALLOWED = Set.of(
            SaslConfigs.SASL_JAAS_CONFIG, SaslConfigs.SASL_MECHANISM, CommonClientConfigs.SECURITY_PROTOCOL_CONFIG);

    @Override
    public void configure(Map<String, ?> workerProperties) {
        LOG.warn(
                "Override policy Principal is deprecated; policy Allowlist with {}={} is its equal",
                AllowlistConnectorClientConfigOverridePolicy.ALLOWLIST_CONFIG,
                String.join(",", new TreeSet<>(ALLOWED)));
    }

    @Override
    public List<ConfigValue> validate(ConnectorClientConfigRequest request) {
        return OverrideJudgement.of("Principal", ALLOWED::contains, request);
    }

    @Override
    public String version() {
        return AppInfoParser.getVersion();
    }

    @Override
    public void close() {}
}
