package dev.sluice.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;

class ConnectorSettingsTest {
    private static Map<String, String> config(String... more) {
        Map<String, String> config = new HashMap<>(Map.of("name", "c", "connector.class", "Some"));
        for (int i = 0; i < more.length; i += 2) {
            config.put(more[i], more[i + 1]);
        }
        return config;
    }

    @Test
    void whatIsNotSetHasItsDefault() {
        ConnectorSettings settings = ConnectorSettings.source(config());

        assertEquals(1, settings.tasksMax());
        assertTrue(settings.tasksMaxEnforced());
        assertEquals(new ErrorSettings(0, 60_000, false, false, false), settings.errors());
        assertEquals(List.of(), settings.transforms());
        assertEquals(Optional.empty(), settings.topicGroups());
        assertEquals(Optional.empty(), settings.offsetsTopic());
        assertEquals(Optional.empty(), settings.converterClass("key"));
    }

    @Test
    void aTransformationSeesItsOwnKeysButNotThoseAboutItsPredicate() {
        TransformSettings step = ConnectorSettings.source(config(
                        "transforms", "a",
                        "transforms.a.type", "Smt",
                        "transforms.a.plugin.version", "1.2",
                        "transforms.a.field", "f",
                        "transforms.a.predicate", "p",
                        "transforms.a.negate", "true",
                        "predicates", "p",
                        "predicates.p.type", "Pred",
                        "predicates.p.pattern", "x"))
                .transforms()
                .get(0);

        assertEquals(
                Map.of("type", "Smt", "plugin.version", "1.2", "field", "f"),
                step.transformation().properties());
        assertEquals("1.2", step.transformation().version());
        assertTrue(step.negate());
        assertEquals(
                Map.of("type", "Pred", "pattern", "x"),
                step.predicate().orElseThrow().properties());
    }

    @Test
    void transformationsKeepTheirOrder() {
        List<String> aliases = new ArrayList<>();
        ConnectorSettings.source(config(
                        "transforms", "z, a, m",
                        "transforms.z.type", "Z",
                        "transforms.a.type", "A",
                        "transforms.m.type", "M"))
                .transforms()
                .forEach(step -> aliases.add(step.transformation().alias()));

        assertEquals(List.of("z", "a", "m"), aliases);
    }

    @Test
    void aTransformationWithoutAClassIsRefused() {
        ConnectorSettings settings = ConnectorSettings.source(config("transforms", "a"));

        ConfigException failure = assertThrows(ConfigException.class, settings::transforms);

        assertTrue(failure.getMessage().contains("transforms.a.type"));
    }

    @Test
    void aPredicateThatIsNotListedIsRefused() {
        ConnectorSettings settings = ConnectorSettings.source(
                config("transforms", "a", "transforms.a.type", "A", "transforms.a.predicate", "p"));

        ConfigException failure = assertThrows(ConfigException.class, settings::transforms);

        assertTrue(failure.getMessage().contains("transforms.a.predicate"));
    }

    @Test
    void aSourceHasADeadLetterQueueOnlyUnderKeysOfItsOwn() {
        ConnectorSettings without = ConnectorSettings.source(config("errors.deadletterqueue.topic.name", "ignored"));
        ConnectorSettings with = ConnectorSettings.source(config(
                "errors.deadletterqueue.source.topic.name", "dead",
                "errors.deadletterqueue.source.topic.replication.factor", "1",
                "errors.deadletterqueue.source.context.headers.enable", "true"));

        assertEquals(Optional.empty(), without.sourceDeadLetters());
        assertEquals(Optional.of(new DeadLetterSettings("dead", (short) 1, true)), with.sourceDeadLetters());
        ConfigException refused = assertThrows(
                ConfigException.class,
                () -> ConnectorSettings.source(
                        config("errors.deadletterqueue.source.topic.replication.factor", "many")));
        assertTrue(refused.getMessage().contains("errors.deadletterqueue.source.topic.replication.factor"));
    }

    @Test
    void topicsAreSplitAndRepeatedOnesReadOnce() {
        SinkSettings sink = ConnectorSettings.sink(config("topics", "b, a,,b ")).sinkSettings();

        assertEquals(List.of("b", "a"), List.copyOf(sink.topics()));
        assertEquals(Optional.empty(), sink.pattern());
    }

    @Test
    void aSinkReadsEitherTopicsOrAPattern() {
        assertThrows(
                ConfigException.class, () -> ConnectorSettings.sink(config()).sinkSettings());
        assertThrows(ConfigException.class, () -> ConnectorSettings.sink(config("topics", "a", "topics.regex", "b.*"))
                .sinkSettings());
    }

    @Test
    void aSinkDoesNotReadItsOwnDeadLetters() {
        String key = "errors.deadletterqueue.topic.name";
        assertThrows(ConfigException.class, () -> ConnectorSettings.sink(config("topics", "a,dead", key, "dead"))
                .sinkSettings());
        assertThrows(ConfigException.class, () -> ConnectorSettings.sink(config("topics.regex", "de.*", key, "dead"))
                .sinkSettings());

        SinkSettings sink = ConnectorSettings.sink(config("topics.regex", "de", key, "dead"))
                .sinkSettings();
        assertEquals(Optional.of(new DeadLetterSettings("dead", (short) 3, false)), sink.deadLetters());
    }

    @Test
    void aWrongValueIsRefusedByName() {
        ConfigException failure =
                assertThrows(ConfigException.class, () -> ConnectorSettings.source(config("tasks.max", "0")));

        assertTrue(failure.getMessage().contains("tasks.max"));
    }
}
