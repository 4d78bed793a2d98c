package org.apache.kafka.connect.connector.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.health.ConnectorType;
import org.apache.kafka.connect.sink.SinkConnector;
import org.junit.jupiter.api.Test;

class OverridePoliciesTest {

    private static final Map<String, Object> OVERRIDES = new TreeMap<>(Map.of(
            "acks", "1",
            "sasl.jaas.config", "secret",
            "sasl.mechanism", "PLAIN",
            "security.protocol", "SASL_SSL"));

    private static Set<String> refused(ConnectorClientConfigOverridePolicy policy, Map<String, ?> workerProperties) {
        policy.configure(workerProperties);
        List<ConfigValue> judged = policy.validate(new ConnectorClientConfigRequest(
                "c",
                ConnectorType.SINK,
                SinkConnector.class,
                OVERRIDES,
                ConnectorClientConfigRequest.ClientType.PRODUCER));
        assertEquals(OVERRIDES, judged.stream().collect(Collectors.toMap(ConfigValue::name, ConfigValue::value)));
        Set<String> refused = new TreeSet<>();
        for (ConfigValue value : judged) {
            if (!value.errorMessages().isEmpty()) {
                refused.add(value.name());
                assertEquals(1, value.errorMessages().size());
                assertTrue(value.errorMessages().get(0).contains("'" + value.name() + "'"));
            }
        }
        return refused;
    }

    @Test
    void allRefusesNothingAndNoneEverything() {
        assertEquals(Set.of(), refused(new AllConnectorClientConfigOverridePolicy(), Map.of()));
        assertEquals(OVERRIDES.keySet(), refused(new NoneConnectorClientConfigOverridePolicy(), Map.of()));
    }

    @Test
    void principalRefusesAllButAuthentication() {
        assertEquals(Set.of("acks"), refused(new PrincipalConnectorClientConfigOverridePolicy(), Map.of()));
    }

    @Test
    void allowlistRefusesWhatIsNotListed() {
        String key = AllowlistConnectorClientConfigOverridePolicy.ALLOWLIST_CONFIG;
        assertEquals("connector.client.config.override.allowlist", key);
        assertEquals(OVERRIDES.keySet(), refused(new AllowlistConnectorClientConfigOverridePolicy(), Map.of()));
        assertEquals(
                Set.of("sasl.jaas.config", "security.protocol"),
                refused(
                        new AllowlistConnectorClientConfigOverridePolicy(),
                        Map.of(key, "acks , sasl.mechanism", "other", "x")));
    }

    @Test
    void policiesAreListedInTheServiceFile() {
        assertEquals(
                Set.of("All", "Allowlist", "None", "Principal"),
                ServiceLoader.load(ConnectorClientConfigOverridePolicy.class).stream()
                        .map(provider ->
                                provider.type().getSimpleName().replace("ConnectorClientConfigOverridePolicy", ""))
                        .collect(Collectors.toSet()));
    }

    @Test
    void versionIsKafkas() {
        assertTrue(new AllConnectorClientConfigOverridePolicy().version().startsWith("4."));
        assertThrows(ConfigException.class, () -> new AllowlistConnectorClientConfigOverridePolicy()
                .configure(Map.of(AllowlistConnectorClientConfigOverridePolicy.ALLOWLIST_CONFIG, 1)));
    }
}
