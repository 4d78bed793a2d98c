package dev.sluice.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class SecretValuesTest {
    @Test
    void findsWhatProvidersGaveAndWhatIsNamedLikeASecret() {
        Map<String, String> raw = Map.of(
                "connection.user", "${file:/x:user}",
                "connection.password", "plain",
                "aws.secret.access.key", "AKIA",
                "ssl.keystore.location", "/k.jks",
                "token.endpoint.url", "http://x",
                "max.tokens.enabled", "true",
                "topics", "a");
        Map<String, String> resolved = new java.util.HashMap<>(raw);
        resolved.put("connection.user", "scott");

        assertEquals(
                new TreeSet<>(List.of("scott", "plain", "AKIA")), new TreeSet<>(SecretValues.among(raw, resolved)));
    }

    @Test
    void findsPasswordsInsideJaasConfigurations() {
        Map<String, String> config = Map.of(
                "producer.override.sasl.jaas.config",
                "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"u\" password=\"p w\";");

        assertEquals(List.of("p w"), SecretValues.among(config, config));
    }
}
