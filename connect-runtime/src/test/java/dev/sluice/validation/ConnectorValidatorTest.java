package dev.sluice.validation;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.config.ConfigResolver;
import dev.sluice.config.WorkerConfig;
import dev.sluice.plugin.PluginCatalog;
import dev.sluice.plugin.PluginDiscoveryMode;
import dev.sluice.plugin.PluginScanner;
import dev.sluice.service.ConnectorType;
import dev.sluice.service.ServiceException;
import dev.sluice.service.ValidationReport;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectorValidatorTest {
    private static final String SOURCE = TestPlugins.Source.class.getName();
    private static final String SINK = TestPlugins.Sink.class.getName();
    private static final PluginCatalog PLUGINS =
            new PluginScanner(null, "test").scan((String) null, PluginDiscoveryMode.HYBRID_WARN);

    private ConnectorValidator validator = validator(Map.of());

    @AfterAll
    static void closePlugins() {
        PLUGINS.close();
    }

    @AfterEach
    void close() {
        validator.close();
    }

    private static WorkerConfig worker(Map<String, String> more) {
        Map<String, String> properties = new HashMap<>(Map.of(
                "bootstrap.servers", "localhost:9092",
                "group.id", "workers",
                "config.storage.topic", "c",
                "offset.storage.topic", "o",
                "status.storage.topic", "s",
                "key.converter", "org.apache.kafka.connect.storage.StringConverter",
                "value.converter", "org.apache.kafka.connect.storage.StringConverter"));
        properties.putAll(more);
        return WorkerConfig.distributed(properties);
    }

    private static ConnectorValidator validator(Map<String, String> more) {
        WorkerConfig config = worker(more);
        return new ConnectorValidator(config, PLUGINS, ConfigResolver.of(config, PLUGINS));
    }

    private static Map<String, String> config(String... keysAndValues) {
        Map<String, String> config = new HashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            config.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        config.putIfAbsent("name", "n");
        return config;
    }

    private ValidationReport source(String... more) {
        Map<String, String> config = config(more);
        config.put("connector.class", SOURCE);
        config.putIfAbsent("own", "1");
        return validator.validate(config).join();
    }

    private ValidationReport sink(String... more) {
        Map<String, String> config = config(more);
        config.put("connector.class", SINK);
        return validator.validate(config).join();
    }

    private static ValidationReport.Entry entry(ValidationReport report, String key) {
        return report.configs().stream()
                .filter(entry -> entry.value().name().equals(key))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no entry for " + key));
    }

    private static List<String> errors(ValidationReport report, String key) {
        return entry(report, key).value().errors();
    }

    private static List<String> keysWithErrors(ValidationReport report) {
        return report.configs().stream()
                .filter(entry -> !entry.value().errors().isEmpty())
                .map(entry -> entry.value().name())
                .toList();
    }

    @Test
    void findsNothingWrongWithAGoodConfig() {
        ValidationReport report = source();
        assertEquals(List.of(), keysWithErrors(report));
        assertEquals(0, report.errorCount());
        assertEquals(SOURCE, report.name());
        assertDoesNotThrow(() -> ConfigValidator.requireValid(report));
    }

    @Test
    void ordersGroupsAndKeysFrameworkFirst() {
        ValidationReport report = source("transforms", "t", "transforms.t.type", TestPlugins.Marking.class.getName());
        assertEquals(
                List.of(
                        "Common",
                        "Transforms",
                        "Predicates",
                        "Error Handling",
                        "Topic Creation",
                        "Exactly Once Support",
                        "offsets.topic",
                        "Transforms: t"),
                report.groups());
        List<String> names =
                report.configs().stream().map(entry -> entry.value().name()).toList();
        assertEquals(List.of("name", "connector.class", "connector.plugin.version"), names.subList(0, 3));
        assertEquals(List.of("own", "secret"), names.subList(names.size() - 2, names.size()));
    }

    @Test
    void letsTheConnectorRedefineAKey() {
        ValidationReport.Entry entry = entry(source(), "tasks.max");
        assertEquals("STRING", entry.definition().type());
        assertEquals("7", entry.value().value());
    }

    @Test
    void letsTheConnectorsOwnAnswerHideTheFrameworks() {
        ValidationReport report = source("behaviour", "override");
        assertEquals(List.of("first", "second"), errors(report, "name"));
        assertEquals(2, report.errorCount());
    }

    @Test
    void hidesSecrets() {
        assertEquals("[hidden]", entry(source("secret", "s"), "secret").value().value());
        assertEquals("[hidden]", entry(source(), "secret").definition().defaultValue());
    }

    @Test
    void refusesNullsFirst() {
        ValidationReport report = source("zzz", null, "errors.log.enable", null);
        assertEquals("zzz", report.configs().get(0).value().name());
        assertEquals(null, report.configs().get(0).definition());
        assertEquals(1, errors(report, "errors.log.enable").size());
        assertEquals(2, report.errorCount());
    }

    @Test
    void overlooksANullThatTheConnectorAnswersFor() {
        assertEquals(List.of(), errors(source("secret", null), "secret"));
    }

    @Test
    void defaultsToWhatWouldBeLoaded() {
        ValidationReport report = source();
        assertEquals(
                "1.2", entry(report, "connector.plugin.version").definition().defaultValue());
        assertEquals(
                List.of("1.2"),
                entry(report, "connector.plugin.version").value().recommendedValues());
        assertEquals(
                "org.apache.kafka.connect.storage.StringConverter",
                entry(report, "key.converter").value().value());
        assertTrue(entry(report, "key.converter")
                .value()
                .recommendedValues()
                .contains(TestPlugins.PickyConverter.class.getName()));
    }

    @Test
    void reportsAVersionThatIsNotInstalledOnClassAndVersion() {
        ValidationReport report = source("connector.plugin.version", "9");
        assertEquals(List.of("connector.class", "connector.plugin.version"), keysWithErrors(report));
        assertEquals(2, report.errorCount());
        assertEquals(List.of("Common", "Transforms", "Predicates", "Error Handling"), report.groups());
    }

    @Test
    void cannotValidateWithoutAUsableClass() {
        assertRefused(config());
        assertRefused(config("connector.class", "no.such.Class"));
        assertRefused(config("connector.class", "java.lang.String"));
        assertRefused(config("connector.class", SOURCE, "connector.plugin.version", "[1"));
        assertRefused(config("connector.class", SOURCE, "own", "1", "behaviour", "answer null"));
    }

    private void assertRefused(Map<String, String> config) {
        assertInstanceOf(ServiceException.BadRequest.class, failure(validator.validate(config)), config::toString);
    }

    private static Throwable failure(CompletableFuture<?> outcome) {
        return assertThrows(CompletionException.class, outcome::join).getCause();
    }

    @Test
    void passesOnWhatTheConnectorThrows() {
        Throwable failure =
                failure(validator.validate(config("connector.class", SOURCE, "own", "1", "behaviour", "throw")));
        assertInstanceOf(IllegalStateException.class, failure);
        assertEquals("thrown by the connector", failure.getMessage());
    }

    @Test
    void describesTransformations() {
        ValidationReport report = source("transforms", "t", "transforms.t.type", TestPlugins.Marking.class.getName());
        ValidationReport.Key type = entry(report, "transforms.t.type").definition();
        assertEquals("Transformation type for t", type.displayName());
        assertEquals(0, type.orderInGroup());
        List<String> order = report.configs().stream()
                .map(entry -> entry.value().name())
                .filter(name -> name.startsWith("transforms.t."))
                .toList();
        assertEquals(
                List.of(
                        "transforms.t.type",
                        "transforms.t.plugin.version",
                        "transforms.t.mark",
                        "transforms.t.negate",
                        "transforms.t.predicate"),
                order);
        assertEquals(0, report.errorCount());
    }

    @ParameterizedTest
    @CsvSource({"no.such.Class", "java.lang.String", "dev.sluice.validation.TestPlugins$Unusable"})
    void reportsATransformationThatCannotBeUsed(String type) {
        ValidationReport report = source("transforms", "t", "transforms.t.type", type);
        assertEquals(List.of("transforms.t.type"), keysWithErrors(report));
        assertFalse(
                report.configs().stream().anyMatch(entry -> entry.value().name().equals("transforms.t.negate")));
    }

    @Test
    void reportsNegationOfNothing() {
        ValidationReport report = source(
                "transforms", "t",
                "transforms.t.type", TestPlugins.Marking.class.getName(),
                "transforms.t.negate", "true");
        assertEquals(List.of("transforms.t.type"), keysWithErrors(report));
    }

    @Test
    void validatesTheConnectorsOwnConverters() {
        String picky = TestPlugins.PickyConverter.class.getName();
        ValidationReport report = source("value.converter", picky, "key.converter", picky, "key.converter.size", "3");
        assertEquals(List.of("value.converter.size"), keysWithErrors(report));
        assertEquals(2, errors(report, "value.converter.size").size());
        assertEquals(1, report.errorCount(), "of converters the keys with errors count");
        assertTrue(report.groups().contains("Sizes"));
        List<String> names =
                report.configs().stream().map(entry -> entry.value().name()).toList();
        assertEquals(
                List.of("key.converter.size", "value.converter.size"), names.subList(names.size() - 2, names.size()));
    }

    @ParameterizedTest
    @CsvSource({"no.such.Class, ", "java.lang.String, ", "dev.sluice.validation.TestPlugins$PickyConverter, [1"})
    void reportsAConverterThatCannotBeUsed(String converter, String version) {
        ValidationReport report = source("key.converter", converter, "key.converter.plugin.version", version);
        assertTrue(report.errorCount() >= 1);
        assertTrue(keysWithErrors(report).stream().allMatch(key -> key.startsWith("key.converter")));
    }

    @Test
    void asksThePolicyAboutClients() {
        validator.close();
        validator = validator(Map.of(
                "connector.client.config.override.policy", "Allowlist",
                "connector.client.config.override.allowlist", "linger.ms"));
        ValidationReport report = source(
                "producer.override.linger.ms", "5",
                "producer.override.acks", "1",
                "producer.override.unknown", "x",
                "consumer.override.group.id", "not asked about");
        assertEquals(
                List.of("producer.override.acks", "producer.override.unknown"),
                keysWithErrors(report).stream().sorted().toList());
        assertEquals(2, report.errorCount());
        assertEquals("5", entry(report, "producer.override.linger.ms").value().value());
        assertEquals(
                "LONG",
                entry(report, "producer.override.linger.ms").definition().type());
        assertEquals(null, entry(report, "producer.override.unknown").definition());
    }

    @Test
    void failsOnAClientSettingThatCannotBeParsed() {
        assertInstanceOf(
                org.apache.kafka.common.config.ConfigException.class,
                failure(validator.validate(
                        config("connector.class", SOURCE, "own", "1", "producer.override.linger.ms", "soon"))));
    }

    @Test
    void wantsOneWayToNameTopics() {
        assertEquals(List.of("topics", "topics.regex"), keysWithErrors(sink()));
        assertEquals(List.of("topics", "topics.regex"), keysWithErrors(sink("topics", "a", "topics.regex", "b")));
        assertEquals(List.of(), keysWithErrors(sink("topics", "a")));
        assertEquals(List.of("topics"), keysWithErrors(sink("topics", "a,a")));
        assertEquals(List.of("topics.regex"), keysWithErrors(sink("topics.regex", "(")));
    }

    @Test
    void keepsASinkFromReadingItsOwnDeadLetters() {
        String key = "errors.deadletterqueue.topic.name";
        assertEquals(List.of("topics"), keysWithErrors(sink("topics", "a, d", key, "d")));
        assertEquals(List.of("topics.regex"), keysWithErrors(sink("topics.regex", "d.*", key, "dlq")));
        assertEquals(List.of(), keysWithErrors(sink("topics.regex", "d", key, "dlq")));
    }

    @Test
    void keepsASinkOutOfTheWorkersGroup() {
        ValidationReport report = sink("topics", "a", "consumer.override.group.id", "workers");
        assertEquals(
                "consumer.override.group.id", report.configs().get(0).value().name());
        assertEquals(1, report.errorCount());
        validator.close();
        validator = validator(Map.of("group.id", "connect-n"));
        assertEquals(List.of("name"), keysWithErrors(sink("topics", "a")));
    }

    @Test
    void wantsWorkerAndConnectorForExactlyOnce() {
        assertEquals(
                2,
                errors(source("exactly.once.support", "Required"), "exactly.once.support")
                        .size());
        assertEquals(List.of("transaction.boundary"), keysWithErrors(source("transaction.boundary", "CONNECTOR")));
        validator.close();
        validator = validator(Map.of("exactly.once.source.support", "enabled"));
        assertEquals(
                1,
                errors(source("exactly.once.support", "required"), "exactly.once.support")
                        .size());
    }

    @Test
    void saysAllThatIsWrongWhenItRefuses() {
        ValidationReport report = source("tasks.max", "1", "errors.tolerance", "ALL", "config.action.reload", "x");
        ServiceException.BadRequest refusal =
                assertThrows(ServiceException.BadRequest.class, () -> ConfigValidator.requireValid(report));
        assertTrue(refusal.getMessage().contains("2 error(s)"));
        assertTrue(refusal.getMessage().contains("errors.tolerance"));
        assertTrue(refusal.getMessage().contains("config.action.reload"));
        assertTrue(refusal.getMessage().contains("/config/validate"));
    }

    @Test
    void failsAConnectorThatHangsAndNoOther() {
        validator.close();
        WorkerConfig config = worker(Map.of());
        validator =
                new ConnectorValidator(config, PLUGINS, ConfigResolver.of(config, PLUGINS), 2, Duration.ofMillis(1500));
        CompletableFuture<ValidationReport> hanging =
                validator.validate(config("connector.class", SOURCE, "own", "1", "behaviour", "hang"));
        assertEquals(0, sink("topics", "a").errorCount());
        assertFalse(hanging.isDone());
        Throwable failure = failure(hanging);
        assertInstanceOf(ServiceException.class, failure);
        assertTrue(failure.getMessage().contains("connector n")
                && failure.getMessage().contains("1500 ms"));
    }

    @Test
    void refusesMoreThanItCanRunAtATime() {
        validator.close();
        WorkerConfig config = worker(Map.of());
        validator =
                new ConnectorValidator(config, PLUGINS, ConfigResolver.of(config, PLUGINS), 1, Duration.ofSeconds(30));
        Map<String, String> hang = config("connector.class", SOURCE, "own", "1", "behaviour", "hang");
        CompletableFuture<ValidationReport> first = validator.validate(hang);
        assertInstanceOf(ServiceException.Unavailable.class, failure(validator.validate(hang)));
        assertFalse(first.isDone());
    }

    @Test
    void tellsSourcesFromSinks() {
        assertEquals(ConnectorType.SOURCE, validator.typeOf(Map.of("connector.class", SOURCE)));
        assertEquals(ConnectorType.SINK, validator.typeOf(Map.of("connector.class", SINK)));
        assertEquals(ConnectorType.UNKNOWN, validator.typeOf(Map.of("connector.class", "no.such.Class")));
        assertEquals(ConnectorType.UNKNOWN, validator.typeOf(Map.of()));
    }

    @Test
    void listsAConnectorsKeysThenItsOwnWorkers() {
        List<ValidationReport.Key> keys =
                validator.pluginConfig(SOURCE, Optional.of("latest")).join();
        assertEquals(
                List.of("own", "secret", "tasks.max", "name"),
                keys.stream().map(ValidationReport.Key::name).limit(4).toList());
        assertEquals("STRING", keys.get(2).type());
        assertTrue(keys.get(0).required());
        assertEquals(null, keys.get(0).defaultValue());
    }

    @ParameterizedTest
    @CsvSource({
        "no.such.Class, latest, NotFound",
        "java.lang.String, latest, ServiceException",
        "dev.sluice.validation.TestPlugins$Source, 9, BadRequest",
        "dev.sluice.validation.TestPlugins$Source, LATEST, BadRequest",
        "dev.sluice.validation.TestPlugins$Source, '', BadRequest",
        "dev.sluice.validation.TestPlugins$Source, [1, BadRequest",
        "AllConnectorClientConfigOverridePolicy, latest, BadRequest"
    })
    void refusesToDescribeWhatItCannot(String plugin, String version, String refusal) {
        Throwable failure = failure(validator.pluginConfig(plugin, Optional.of(version)));
        assertEquals(refusal, failure.getClass().getSimpleName(), failure::getMessage);
    }

    @Test
    void describesConvertersAndTransformations() {
        assertEquals(
                List.of("mark"),
                validator.pluginConfig(TestPlugins.Marking.class.getName(), Optional.empty()).join().stream()
                        .map(ValidationReport.Key::name)
                        .toList());
        assertEquals(
                List.of("size"),
                validator.pluginConfig("PickyConverter", Optional.empty()).join().stream()
                        .map(ValidationReport.Key::name)
                        .toList());
    }
}
