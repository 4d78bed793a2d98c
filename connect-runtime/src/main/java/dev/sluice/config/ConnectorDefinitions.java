package dev.sluice.config;

import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;
import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;
import static org.apache.kafka.common.config.ConfigDef.Range.atLeast;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.CaseInsensitiveValidString;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.LambdaValidator;
import org.apache.kafka.common.config.ConfigDef.NonEmptyString;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.ValidList;
import org.apache.kafka.common.config.ConfigDef.Validator;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.ConfigException;

/**
 * The keys that the worker itself gives every connector: names, types, defaults, groups and order are those of Kafka
 * Connect 4.3 (<a href="https://kafka.apache.org/documentation/#sourceconnectconfigs">source</a>,
 * <a href="https://kafka.apache.org/documentation/#sinkconnectconfigs">sink</a>).
 */
public final class ConnectorDefinitions {
    private static final String COMMON = "Common";
    private static final String ERRORS = "Error Handling";
    static final String SOURCE_DEAD_LETTERS = "errors.deadletterqueue.source.";
    private static final String EXACTLY_ONCE = "Exactly Once Support";

    private ConnectorDefinitions() {}

    /**
     * Keys of a source connector with this config: beside those of Kafka Connect, those which go beyond it and which it
     * uses. They stay out of sight otherwise, so that what REST says of a connector is what Kafka Connect says.
     */
    public static ConfigDef source(Map<String, String> config) {
        ConfigDef def = source();
        if (config.keySet().stream().anyMatch(key -> key.startsWith(SOURCE_DEAD_LETTERS))) {
            deadLetters(def, SOURCE_DEAD_LETTERS);
        }
        return def;
    }

    /** Keys of a source connector. */
    public static ConfigDef source() {
        ConfigDef def = common();
        key(
                def,
                "topic.creation.groups",
                Type.LIST,
                List.of(),
                uniqueAliases(),
                LOW,
                "Names of topic creation groups.",
                "Topic Creation",
                1,
                Width.LONG,
                "Topic Creation Groups");
        key(
                def,
                "exactly.once.support",
                Type.STRING,
                "requested",
                CaseInsensitiveValidString.in("requested", "required"),
                MEDIUM,
                "Whether the connector must be able to write exactly once.",
                EXACTLY_ONCE,
                2,
                Width.SHORT,
                "Exactly once support");
        key(
                def,
                "transaction.boundary",
                Type.STRING,
                "poll",
                CaseInsensitiveValidString.in("poll", "interval", "connector"),
                MEDIUM,
                "Where transactions of exactly-once tasks end.",
                EXACTLY_ONCE,
                3,
                Width.SHORT,
                "Transaction Boundary");
        key(
                def,
                "transaction.boundary.interval.ms",
                Type.LONG,
                null,
                nullOrAtLeastZero(),
                LOW,
                "Length of a transaction where the boundary is 'interval'; unset for offset.flush.interval.ms.",
                EXACTLY_ONCE,
                4,
                Width.SHORT,
                "Transaction boundary interval");
        key(
                def,
                "offsets.storage.topic",
                Type.STRING,
                null,
                new NonEmptyString(),
                LOW,
                "A topic of the connector's own for its offsets, instead of the worker's.",
                "offsets.topic",
                1,
                Width.LONG,
                "Offsets topic");
        return def;
    }

    /** Keys of a sink connector. */
    public static ConfigDef sink() {
        ConfigDef def = common();
        key(
                def,
                "topics",
                Type.LIST,
                List.of(),
                ValidList.anyNonDuplicateValues(true, false),
                HIGH,
                "Topics to read; or use topics.regex.",
                COMMON,
                4,
                Width.LONG,
                "Topics");
        key(
                def,
                "topics.regex",
                Type.STRING,
                "",
                new TopicPatternValidator(),
                HIGH,
                "Pattern of the topics to read; or use topics.",
                COMMON,
                4,
                Width.LONG,
                "Topics regex");
        deadLetters(def, "errors.deadletterqueue.");
        return def;
    }

    private static void deadLetters(ConfigDef def, String prefix) {
        key(
                def,
                prefix + "topic.name",
                Type.STRING,
                "",
                null,
                MEDIUM,
                "Topic for records that cannot be processed; empty for none.",
                ERRORS,
                6,
                Width.MEDIUM,
                "Dead Letter Queue Topic Name");
        key(
                def,
                prefix + "topic.replication.factor",
                Type.SHORT,
                (short) 3,
                null,
                MEDIUM,
                "Replication factor of that topic when it is created.",
                ERRORS,
                7,
                Width.MEDIUM,
                "Dead Letter Queue Topic Replication Factor");
        key(
                def,
                prefix + "context.headers.enable",
                Type.BOOLEAN,
                false,
                null,
                MEDIUM,
                "Whether its records carry headers that say what went wrong.",
                ERRORS,
                8,
                Width.MEDIUM,
                "Enable Error Context Headers");
    }

    /** Keys that sources and sinks share. */
    public static ConfigDef common() {
        ConfigDef def = new ConfigDef();
        key(
                def,
                "name",
                Type.STRING,
                ConfigDef.NO_DEFAULT_VALUE,
                ConfigDef.NonEmptyStringWithoutControlChars.nonEmptyStringWithoutControlChars(),
                HIGH,
                "Unique name of the connector.",
                COMMON,
                1,
                Width.MEDIUM,
                "Connector name");
        key(
                def,
                "connector.class",
                Type.STRING,
                ConfigDef.NO_DEFAULT_VALUE,
                null,
                HIGH,
                "Class of the connector, or an alias of it.",
                COMMON,
                2,
                Width.LONG,
                "Connector class");
        key(
                def,
                "connector.plugin.version",
                Type.STRING,
                null,
                null,
                MEDIUM,
                "Version or range of versions of the connector; unset for the newest.",
                COMMON,
                3,
                Width.MEDIUM,
                "Connector version");
        key(
                def,
                "tasks.max",
                Type.INT,
                1,
                atLeast(1),
                HIGH,
                "How many tasks the connector may have.",
                COMMON,
                4,
                Width.SHORT,
                "Tasks max");
        key(
                def,
                "tasks.max.enforce",
                Type.BOOLEAN,
                true,
                null,
                LOW,
                "Whether a connector that makes more tasks fails. Deprecated.",
                COMMON,
                5,
                Width.SHORT,
                "Enforce tasks max");
        converter(def, "key.converter", 6, "Key converter");
        converter(def, "value.converter", 8, "Value converter");
        converter(def, "header.converter", 10, "Header converter");
        key(
                def,
                "transforms",
                Type.LIST,
                List.of(),
                uniqueAliases(),
                LOW,
                "Aliases of the transformations, in their order.",
                "Transforms",
                12,
                Width.LONG,
                "Transforms");
        key(
                def,
                "predicates",
                Type.LIST,
                List.of(),
                uniqueAliases(),
                LOW,
                "Aliases of the predicates that transformations use.",
                "Predicates",
                13,
                Width.LONG,
                "Predicates");
        key(
                def,
                "config.action.reload",
                Type.STRING,
                "restart",
                ConfigDef.ValidString.in("none", "restart"),
                LOW,
                "What happens when a config provider's value expires.",
                COMMON,
                14,
                Width.MEDIUM,
                "Reload Action");
        key(
                def,
                "errors.retry.timeout",
                Type.LONG,
                0L,
                null,
                MEDIUM,
                "How long a failed operation is retried, in ms; 0 not at all, -1 for ever.",
                ERRORS,
                1,
                Width.MEDIUM,
                "Retry Timeout for Errors");
        key(
                def,
                "errors.retry.delay.max.ms",
                Type.LONG,
                60_000L,
                null,
                MEDIUM,
                "Longest pause between retries.",
                ERRORS,
                2,
                Width.MEDIUM,
                "Maximum Delay Between Retries for Errors");
        key(
                def,
                "errors.tolerance",
                Type.STRING,
                "none",
                ConfigDef.ValidString.in("none", "all"),
                MEDIUM,
                "Whether a record that fails ends the task (none) or is skipped (all).",
                ERRORS,
                3,
                Width.SHORT,
                "Error Tolerance");
        key(
                def,
                "errors.log.enable",
                Type.BOOLEAN,
                false,
                null,
                MEDIUM,
                "Whether each error is logged.",
                ERRORS,
                4,
                Width.SHORT,
                "Log Errors");
        key(
                def,
                "errors.log.include.messages",
                Type.BOOLEAN,
                false,
                null,
                MEDIUM,
                "Whether that log line names the record.",
                ERRORS,
                5,
                Width.SHORT,
                "Log Error Details");
        return def;
    }

    private static void converter(ConfigDef def, String name, int order, String displayName) {
        key(
                def,
                name,
                Type.CLASS,
                null,
                null,
                LOW,
                "Converter of the connector's own instead of the worker's.",
                COMMON,
                order,
                Width.SHORT,
                displayName + " class");
        key(
                def,
                name + ".plugin.version",
                Type.STRING,
                null,
                null,
                LOW,
                "Version or range of versions of that converter.",
                COMMON,
                order + 1,
                Width.SHORT,
                displayName + " version");
    }

    private static void key(
            ConfigDef def,
            String name,
            Type type,
            Object defaultValue,
            Validator validator,
            Importance importance,
            String documentation,
            String group,
            int order,
            Width width,
            String displayName) {
        def.define(name, type, defaultValue, validator, importance, documentation, group, order, width, displayName);
    }

    private static Validator uniqueAliases() {
        return LambdaValidator.with(
                (name, value) -> {
                    if (!(value instanceof List<?> aliases)) {
                        throw new ConfigException(name, value, "Give a list of aliases; an empty one for none");
                    }
                    if (aliases.size() > aliases.stream().distinct().count()) {
                        throw new ConfigException(name, value, "Each alias may be listed once");
                    }
                },
                () -> "unique aliases");
    }

    private static Validator nullOrAtLeastZero() {
        return LambdaValidator.with(
                (name, value) -> {
                    if (value != null) {
                        atLeast(0).ensureValid(name, value);
                    }
                },
                () -> "unset, or at least 0");
    }
}
