package dev.sluice.validation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.config.ConfigResolver;
import dev.sluice.config.WorkerConfig;
import dev.sluice.plugin.PluginCatalog;
import dev.sluice.plugin.PluginDiscoveryMode;
import dev.sluice.plugin.PluginScanner;
import dev.sluice.service.ServiceException;
import dev.sluice.service.ValidationReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.apache.kafka.common.config.provider.DirectoryConfigProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Neither what is secret nor what is forbidden gets anywhere in a validation. */
class SecretsTest {
    private static final String SECRET = "hush-hush";
    private static final PluginCatalog PLUGINS =
            new PluginScanner(null, "test").scan((String) null, PluginDiscoveryMode.HYBRID_WARN);

    @TempDir
    private Path directory;

    private String variable;
    private ConnectorValidator validator;

    @AfterAll
    static void closePlugins() {
        PLUGINS.close();
    }

    @BeforeEach
    void open() throws IOException {
        Files.writeString(directory.resolve("secret"), SECRET);
        variable = "${dir:" + directory + ":secret}";
        WorkerConfig worker = WorkerConfig.distributed(Map.of(
                "bootstrap.servers", "localhost:9092",
                "group.id", "workers",
                "config.storage.topic", "c",
                "offset.storage.topic", "o",
                "status.storage.topic", "s",
                "key.converter", "org.apache.kafka.connect.storage.StringConverter",
                "value.converter", "org.apache.kafka.connect.storage.StringConverter",
                "config.providers", "dir",
                "config.providers.dir.class", DirectoryConfigProvider.class.getName()));
        validator = new ConnectorValidator(worker, PLUGINS, ConfigResolver.of(worker, PLUGINS));
    }

    @AfterEach
    void close() {
        validator.close();
    }

    private ValidationReport report(String... keysAndValues) {
        Map<String, String> config =
                new HashMap<>(Map.of("name", "n", "connector.class", TestPlugins.Source.class.getName(), "own", "1"));
        for (int i = 0; i < keysAndValues.length; i += 2) {
            config.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return validator.validate(config).join();
    }

    private static ValidationReport.Value value(ValidationReport report, String key) {
        return report.configs().stream()
                .map(ValidationReport.Entry::value)
                .filter(value -> value != null && value.name().equals(key))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aValueOfAProviderIsNotShownInErrors() {
        ValidationReport report = report("own", variable);
        assertEquals(1, value(report, "own").errors().size(), "it is no number");
        assertTrue(value(report, "own").errors().get(0).contains(variable));
        assertFalse(report.toString().contains(SECRET));
        ServiceException refusal =
                assertThrows(ServiceException.BadRequest.class, () -> ConfigValidator.requireValid(report));
        assertFalse(refusal.getMessage().contains(SECRET));
    }

    @Test
    void aValueOfAProviderIsShownAsItsVariable() {
        ValidationReport report = report("tasks.max", variable);
        assertEquals(variable, value(report, "tasks.max").value());
        assertEquals(0, report.errorCount());
        assertFalse(report.toString().contains(SECRET));
    }

    @Test
    void aPasswordIsHiddenWhereverItComesUp() {
        ValidationReport report = report("secret", SECRET, "own", SECRET);
        assertEquals("[hidden]", value(report, "secret").value());
        assertTrue(value(report, "own").errors().get(0).contains("[hidden]"));
        assertFalse(value(report, "own").errors().get(0).contains(SECRET));
    }

    @Test
    void whatAConnectorThrowsIsToldWithoutSecrets() {
        CompletionException failure =
                assertThrows(CompletionException.class, () -> report("secret", variable, "behaviour", "tell"));
        assertTrue(failure.getCause().getMessage().contains("The secret is " + variable));
        assertFalse(failure.toString().contains(SECRET));
    }

    @Test
    void aForbiddenLoginModuleIsAnErrorOfItsKey() {
        String jndi = "com.sun.security.auth.module.JndiLoginModule required password=\"" + SECRET + "\";";
        ValidationReport report = report("producer.override.sasl.jaas.config", jndi);
        assertEquals(1, report.errorCount());
        assertEquals(
                1, value(report, "producer.override.sasl.jaas.config").errors().size());
        assertFalse(report.toString().contains(SECRET));
    }

    @Test
    void aConnectorIsNotAskedAboutProvidersOfItsOwn() {
        ValidationReport report = report("config.providers", "f", "behaviour", "tell");
        assertEquals(1, report.errorCount());
        assertEquals(1, value(report, "config.providers").errors().size());
    }
}
