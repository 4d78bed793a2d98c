package dev.sluice.config;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.source.SourceTask;

/**
 * What the worker itself reads in a connector's config. Durations are in ms.
 */
public final class ConnectorSettings {
    private static final Set<String> LOADED_ELSEWHERE =
            Set.of("key.converter", "value.converter", "header.converter", "topics");

    private final Map<String, String> properties;
    private final Map<String, Object> values;

    private ConnectorSettings(Map<String, String> properties, ConfigDef definition) {
        this.properties = Collections.unmodifiableMap(new HashMap<>(properties));
        // Classes are loaded by whoever makes an instance; and topics may repeat here, though not when validated.
        Map<String, String> parsable = new HashMap<>(properties);
        parsable.keySet().removeAll(LOADED_ELSEWHERE);
        this.values = definition.parse(parsable);
    }

    /**
     * Reads the config of a source connector.
     *
     * @param properties with variables resolved
     * @throws ConfigException naming the key that is missing or wrong
     */
    public static ConnectorSettings source(Map<String, String> properties) {
        return new ConnectorSettings(properties, ConnectorDefinitions.source(properties));
    }

    /** Reads the config of a sink connector; as {@link #source}. */
    public static ConnectorSettings sink(Map<String, String> properties) {
        return new ConnectorSettings(properties, ConnectorDefinitions.sink());
    }

    /** Reads what sources and sinks have in common; as {@link #source}. */
    public static ConnectorSettings common(Map<String, String> properties) {
        return new ConnectorSettings(properties, ConnectorDefinitions.common());
    }

    /** Every property of the config, also those of the plugins. */
    public Map<String, String> properties() {
        return properties;
    }

    /** The properties below a prefix, with the prefix removed. */
    public Map<String, String> withPrefix(String prefix) {
        Map<String, String> result = new HashMap<>();
        properties.forEach((key, value) -> {
            if (key.startsWith(prefix) && key.length() > prefix.length()) {
                result.put(key.substring(prefix.length()), value);
            }
        });
        return result;
    }

    public String name() {
        return (String) values.get("name");
    }

    /** The connector's class or an alias of it. */
    public String connectorClass() {
        return (String) values.get("connector.class");
    }

    /** The version asked for; null for any. */
    public String connectorVersion() {
        return (String) values.get("connector.plugin.version");
    }

    public int tasksMax() {
        return (Integer) values.get("tasks.max");
    }

    /** Whether a connector with more tasks than {@link #tasksMax} fails. */
    public boolean tasksMaxEnforced() {
        return (Boolean) values.get("tasks.max.enforce");
    }

    /** The connector's own converter class for {@code key}, {@code value} or {@code header}; empty for the worker's. */
    public Optional<String> converterClass(String which) {
        return Optional.ofNullable(properties.get(which + ".converter"));
    }

    /** The version asked for that converter; null for any. */
    public String converterVersion(String which) {
        return (String) values.get(which + ".converter.plugin.version");
    }

    /** Whether the connector and its tasks restart when a value of a config provider has changed. */
    public boolean restartsOnChangedSecrets() {
        return values.get("config.action.reload").equals("restart");
    }

    public ErrorSettings errors() {
        return new ErrorSettings(
                (Long) values.get("errors.retry.timeout"),
                (Long) values.get("errors.retry.delay.max.ms"),
                values.get("errors.tolerance").equals("all"),
                (Boolean) values.get("errors.log.enable"),
                (Boolean) values.get("errors.log.include.messages"));
    }

    /**
     * The steps of the transformation chain, in their order.
     *
     * @throws ConfigException if a step names no class, or a predicate that is not listed
     */
    public List<TransformSettings> transforms() {
        List<TransformSettings> steps = new ArrayList<>();
        for (Object alias : (List<?>) values.get("transforms")) {
            String prefix = "transforms." + alias + ".";
            PluginSettings transformation = plugin(prefix, (String) alias, "transformation");
            Map<String, String> own = new HashMap<>(transformation.properties());
            String predicate = own.remove("predicate");
            String negate = own.remove("negate");
            steps.add(new TransformSettings(
                    new PluginSettings(
                            transformation.alias(), transformation.className(), transformation.version(), own),
                    Optional.ofNullable(predicate).map(name -> predicate(prefix + "predicate", name)),
                    negate != null
                            && (Boolean) ConfigDef.parseType(prefix + "negate", negate, ConfigDef.Type.BOOLEAN)));
        }
        return steps;
    }

    private PluginSettings predicate(String key, String alias) {
        List<?> listed = (List<?>) values.get("predicates");
        if (!listed.contains(alias)) {
            throw new ConfigException(key, alias, "Name one of the aliases that predicates lists: " + listed);
        }
        return plugin("predicates." + alias + ".", alias, "predicate");
    }

    private PluginSettings plugin(String prefix, String alias, String kind) {
        Map<String, String> own = withPrefix(prefix);
        String className = own.get("type");
        if (className == null) {
            throw new ConfigException(prefix + "type", null, "Name the class of the " + kind);
        }
        return new PluginSettings(alias, className, own.get("plugin.version"), own);
    }

    /**
     * How the topics of a source connector are created, in the order in which groups are tried; empty if the connector
     * leaves that to the brokers.
     *
     * @throws ConfigException if the default group is incomplete or a value is wrong
     */
    public Optional<List<TopicGroup>> topicGroups() {
        if (!TopicGroups.present(properties)) {
            return Optional.empty();
        }
        List<String> names = ((List<?>) values.get("topic.creation.groups"))
                .stream().map(Object::toString).toList();
        return Optional.of(TopicGroups.read(properties, names));
    }

    /** Where the transactions of a source connector's exactly-once tasks end (KIP-618). */
    public SourceTask.TransactionBoundary transactionBoundary() {
        return SourceTask.TransactionBoundary.fromProperty((String) values.get("transaction.boundary"));
    }

    /** How long such a transaction lasts where the boundary is an interval, in ms; empty for the worker's default. */
    public Optional<Long> transactionIntervalMs() {
        return Optional.ofNullable((Long) values.get("transaction.boundary.interval.ms"));
    }

    /** The topic of a source connector's own for its offsets. */
    public Optional<String> offsetsTopic() {
        return Optional.ofNullable((String) values.get("offsets.storage.topic"));
    }

    /** Where a source connector's records go that fail in a transformation or conversion; empty for nowhere. */
    public Optional<DeadLetterSettings> sourceDeadLetters() {
        return values.containsKey(ConnectorDefinitions.SOURCE_DEAD_LETTERS + "topic.name")
                ? deadLetters(ConnectorDefinitions.SOURCE_DEAD_LETTERS)
                : Optional.empty();
    }

    private Optional<DeadLetterSettings> deadLetters(String prefix) {
        String topic = ((String) values.get(prefix + "topic.name")).trim();
        return topic.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new DeadLetterSettings(topic, (Short) values.get(prefix + "topic.replication.factor"), (Boolean)
                                values.get(prefix + "context.headers.enable")));
    }

    /**
     * What a sink connector reads and where its failures go.
     *
     * @throws ConfigException unless either topics or a pattern is given, or if the dead letter topic is among them
     */
    public SinkSettings sinkSettings() {
        Set<String> topics = new LinkedHashSet<>();
        Arrays.stream(properties.getOrDefault("topics", "").split(","))
                .map(String::trim)
                .filter(topic -> !topic.isEmpty())
                .forEach(topics::add);
        String regex = (String) values.get("topics.regex");
        Optional<Pattern> pattern =
                regex == null || regex.isBlank() ? Optional.empty() : Optional.of(Pattern.compile(regex));
        if (topics.isEmpty() == pattern.isEmpty()) {
            throw new ConfigException(
                    "topics",
                    properties.get("topics"),
                    "Give either topics or topics.regex (now '" + regex + "'), and not both");
        }
        String deadLetters = ((String) values.get("errors.deadletterqueue.topic.name")).trim();
        if (!deadLetters.isEmpty()
                && (topics.contains(deadLetters)
                        || pattern.map(read -> read.matcher(deadLetters).matches())
                                .orElse(false))) {
            throw new ConfigException(
                    "errors.deadletterqueue.topic.name",
                    deadLetters,
                    "Name a topic that the connector does not read: its records would come back for ever");
        }
        return new SinkSettings(topics, pattern, deadLetters("errors.deadletterqueue."));
    }
}
