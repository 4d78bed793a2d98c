package dev.sluice.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What users of Apache's distribution find in its libs is in ours, too, and works: in a process that has only those. */
@Timeout(300)
class BundledLibrariesIT {
    private static final String ALLOWED_URLS = "org.apache.kafka.sasl.oauthbearer.allowed.urls";

    @TempDir
    private Path directory;

    @Test
    void aWorkerLogsInWithTokensAsksForPasswordsAndLendsPluginsItsLoggers() throws Exception {
        PluginJar.scripted(directory.resolve("plugins"));
        try (TokenEndpoint tokens = TokenEndpoint.start(EmbeddedKafka.ADMIN)) {
            System.setProperty(ALLOWED_URLS, tokens.keysUrl());
            try (EmbeddedKafka kafka = EmbeddedKafka.startWithTokens(tokens.keysUrl());
                    DistributionProcess worker =
                            DistributionProcess.start(directory, properties(kafka, tokens), options(tokens))) {
                worker.awaitReady();
                String connector = "{\"name\":\"logging\",\"config\":{\"connector.class\":\"LoggingSource\"}}";

                assertEquals(
                        401,
                        worker.rest().post("/connectors", connector, Map.of()).status());
                assertEquals(
                        201,
                        worker.rest()
                                .post("/connectors", connector, Map.of("Authorization", basic("alice", "secret")))
                                .status());

                Await.until("the connector has logged with all of them", () -> Stream.of(
                                "said with org.apache.log4j.Logger",
                                "said with org.apache.logging.log4j.LogManager",
                                "said with org.apache.commons.logging.LogFactory")
                        .allMatch(worker.output()::contains));
            } finally {
                System.clearProperty(ALLOWED_URLS);
            }
        }
    }

    private Map<String, String> properties(EmbeddedKafka kafka, TokenEndpoint tokens) {
        Map<String, String> properties = WorkerProperties.of(kafka.bootstrapServers(), "tokens");
        properties.put("plugin.path", directory.resolve("plugins").toString());
        properties.put("plugin.discovery", "only_scan");
        properties.put(
                "rest.extension.classes",
                "org.apache.kafka.connect.rest.basic.auth.extension.BasicAuthSecurityRestExtension");
        for (String client : List.of("", "admin.", "producer.", "consumer.")) {
            properties.put(client + "security.protocol", "SASL_PLAINTEXT");
            properties.put(client + "sasl.mechanism", "OAUTHBEARER");
            properties.put(client + "sasl.oauthbearer.token.endpoint.url", tokens.tokenUrl());
            properties.put(
                    client + "sasl.login.callback.handler.class",
                    "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginCallbackHandler");
            properties.put(
                    client + "sasl.jaas.config",
                    "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required "
                            + "clientId=\"worker\" clientSecret=\"of no matter\";");
        }
        return properties;
    }

    private String options(TokenEndpoint tokens) throws Exception {
        Path passwords = Files.writeString(directory.resolve("passwords.properties"), "alice=secret\n");
        Path jaas = Files.writeString(
                directory.resolve("jaas.conf"),
                "KafkaConnect { org.apache.kafka.connect.rest.basic.auth.extension.PropertyFileLoginModule required file=\""
                        + passwords + "\"; };");
        return "-Djava.security.auth.login.config=" + jaas + " -D" + ALLOWED_URLS + "=" + tokens.tokenUrl();
    }

    private static String basic(String user, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }
}
