package dev.sluice.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the container image makes of variables {@code CONNECT_*}. The image itself is proved by docker/verify.sh. */
class ImageSettingsIT {
    private static final Path SCRIPT = Path.of(System.getProperty("it.quickstart"))
            .toAbsolutePath()
            .resolveSibling("docker/runtime/worker-properties.sh");

    @TempDir
    private Path directory;

    @Test
    void namesBecomeKeys() throws Exception {
        Properties properties = properties(Map.of(
                "CONNECT_BOOTSTRAP_SERVERS", "one:9092,two:9092",
                "CONNECT_CONFIG_PROVIDERS_MY__FILES_CLASS", "A",
                "CONNECT_PRODUCER_X___Y", "B"));
        assertEquals(
                Map.of(
                        "bootstrap.servers", "one:9092,two:9092",
                        "config.providers.my_files.class", "A",
                        "producer.x-y", "B"),
                properties);
    }

    @Test
    void valuesArriveAsTheyWere() throws Exception {
        String value = " C:\\temp\\new = #1!\nsecond line\t ${files:/a:b}";
        assertEquals(Map.of("ssl.keystore.key", value), properties(Map.of("CONNECT_SSL_KEYSTORE_KEY", value)));
    }

    @Test
    void secretsComeFromFiles() throws Exception {
        Path secret = Files.writeString(
                directory.resolve("jaas"), "Module required password=\"a\\b\u00fc\u20ac\ud83d\ude00\";\n");
        assertEquals(
                Map.of("sasl.jaas.config", "Module required password=\"a\\b\u00fc\u20ac\ud83d\ude00\";"),
                properties(Map.of("CONNECT_SASL_JAAS_CONFIG_FILE", secret.toString())));
    }

    @Test
    void kafkasOwnKeysForFilesArePassedOn() throws Exception {
        assertEquals(
                Map.of("sasl.oauthbearer.assertion.private.key.file", "/etc/key.pem"),
                properties(Map.of("CONNECT_SASL_OAUTHBEARER_ASSERTION_PRIVATE_KEY_FILE", "/etc/key.pem")));
    }

    @Test
    void aSecretThatCannotBeReadIsAnErrorThatNamesIt() throws Exception {
        Run run = run(Map.of("CONNECT_SSL_KEY_PASSWORD_FILE", "/no/such/file"));
        assertEquals(2, run.code());
        assertTrue(run.errors().contains("CONNECT_SSL_KEY_PASSWORD_FILE names the file '/no/such/file'"), run.errors());
    }

    @Test
    void aValueAndAFileForItAreAnError() throws Exception {
        Run run = run(Map.of("CONNECT_GROUP_ID", "a", "CONNECT_GROUP_ID_FILE", "/b"));
        assertEquals(2, run.code());
        assertTrue(run.errors().contains("Both CONNECT_GROUP_ID and CONNECT_GROUP_ID_FILE"), run.errors());
    }

    @Test
    void whatIsNoSettingStaysOut() throws Exception {
        assertEquals(
                Map.of("listeners", "http://:8085"),
                properties(Map.of(
                        "CONNECT_LOG4J_ROOT_LOGLEVEL", "DEBUG",
                        "CONNECT_REST_PORT", "8085",
                        "CONNECT_SERVICE_HOST", "10.0.0.1",
                        "CONNECT_PORT_8083_TCP", "tcp://10.0.0.1:8083",
                        "CONNECTOR", "x")));
    }

    private record Run(int code, String output, String errors) {}

    private Properties properties(Map<String, String> environment) throws Exception {
        Run run = run(environment);
        assertEquals(0, run.code(), run.errors());
        Properties properties = new Properties();
        properties.load(new StringReader(run.output()));
        return properties;
    }

    private Run run(Map<String, String> environment) throws IOException, InterruptedException {
        Path errors = directory.resolve("errors");
        ProcessBuilder builder = new ProcessBuilder("bash", SCRIPT.toString()).redirectError(errors.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("CONNECT_"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Run(process.waitFor(), output, Files.readString(errors));
    }
}
