package dev.sluice.config;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.SslConfigs;

/** The page {@code docs/configuration.md}, made of the definitions that the worker itself uses. */
final class ConfigurationReference {
    /** Keys that Kafka Connect does not have; each has a chapter of its own in the documentation. */
    private static final List<Predicate<String>> ADDITIONS = List.of(
            Set.of("rest.request.max.bytes", "rest.additions.enable", ConnectorGuard.PROVIDERS_SWITCH)::contains,
            key -> key.startsWith("metrics.api.") || key.startsWith("metrics.history."),
            "metrics.prometheus.enable"::equals,
            key -> key.startsWith(ConnectorDefinitions.SOURCE_DEAD_LETTERS));

    /** Chapters of worker keys, by what their names begin with; a key is in the first one that it fits. */
    private static final Map<String, Pattern> CHAPTERS = chapters();

    private static final String CLIENT_SECURITY = "Security of the worker's Kafka clients";
    private static final String OTHERS = "Anything else";

    private ConfigurationReference() {}

    private static Map<String, Pattern> chapters() {
        Map<String, Pattern> chapters = new LinkedHashMap<>();
        chapters.put(
                "Converters, plugins and connectors",
                Pattern.compile(
                        "(key|value|header)\\.converter.*|plugin\\..*"
                                + "|config\\.providers.*|connector\\..*|exactly\\.once.*|topic\\..*|offset\\.flush.*|task\\..*"));
        chapters.put("Topics of the worker's own", Pattern.compile("(config|offset|status)\\.storage\\..*"));
        chapters.put(
                "Group of workers",
                Pattern.compile(
                        "group\\.id|(session|rebalance)\\.timeout\\.ms|heartbeat.*|worker\\..*|scheduled.*|connect\\.protocol"));
        chapters.put(
                "REST API",
                Pattern.compile(
                        "listeners.*|admin\\.listeners.*|rest\\..*|access\\..*|response\\..*|ssl\\.client\\.auth"));
        chapters.put("Requests between workers", Pattern.compile("inter\\.worker\\..*"));
        chapters.put("Metrics", Pattern.compile("metrics?\\..*"));
        chapters.put(
                "Kafka clients",
                Pattern.compile("bootstrap.*|client\\..*|send\\..*|receive\\..*|reconnect.*|retry.*|request.*"
                        + "|connections.*|socket.*|metadata.*|security\\.protocol|default\\.api.*"));
        return chapters;
    }

    /** The whole page. */
    static String page() {
        StringBuilder page = new StringBuilder();
        page.append("""
                # Configuration

                <!-- Made of the worker's own definitions. Do not edit; to make it again:
                     ./mvnw -pl connect-runtime -am test -Dtest=ConfigurationReferenceTest -Dsurefire.failIfNoSpecifiedTests=false -Ddocs.update=true -->

                Names, types and defaults are those of Kafka Connect 4.3, so that an existing file works as it is. What Sluice
                adds is marked with **+**. A key that nobody knows is kept and passed on to clients and plugins; it never stops a
                worker. All keys that are wrong are reported together, with their values and what is allowed.

                Besides the keys below, these prefixes hold settings of others:

                | prefix | where | whose settings |
                |---|---|---|
                | `producer.`, `consumer.`, `admin.` | worker | clients of all connectors |
                | `producer.override.`, `consumer.override.`, `admin.override.` | connector | clients of this connector, as far as `connector.client.config.override.policy` allows |
                | `key.converter.`, `value.converter.`, `header.converter.` | both | the converter that the same file names |
                | `config.storage.`, `offset.storage.`, `status.storage.` | worker | settings of these topics when they are created |
                | `config.providers.<name>.` | worker | `class` of a config provider, and its `param.*` |
                | `listeners.https.`, `admin.listeners.https.` | worker | TLS of these listeners |
                | `metrics.context.` | worker | labels for metrics reporters |
                | `transforms.<name>.`, `predicates.<name>.` | connector | `type` of a transformation or predicate, and its settings |
                | `topic.creation.<group>.` | source connector | topics that the worker creates: `include`, `exclude`, `partitions`, `replication.factor` and any setting of a topic |
                """);
        page.append("\n## Worker\n");
        ConfigDef worker = WorkerDefinitions.distributed();
        byChapter(worker).forEach((chapter, keys) -> {
            page.append("\n### ").append(chapter).append("\n\n");
            if (chapter.equals(CLIENT_SECURITY)) {
                page.append("As in any [Kafka client](https://kafka.apache.org/documentation/#consumerconfigs).\n\n");
            }
            table(page, worker, keys, !chapter.equals(CLIENT_SECURITY));
        });
        ConfigDef common = ConnectorDefinitions.common();
        page.append("\n## Connectors\n\nWhat a plugin understands itself is told by")
                .append(" `GET /connector-plugins/<class>/config`.\n\n### Sources and sinks\n\n");
        table(page, common, new TreeSet<>(common.names()), true);
        page.append("\n### Sources\n\n");
        ConfigDef source = ConnectorDefinitions.source(Map.of(ConnectorDefinitions.SOURCE_DEAD_LETTERS, ""));
        table(page, source, without(source, common), true);
        page.append("\n### Sinks\n\n");
        ConfigDef sink = ConnectorDefinitions.sink();
        table(page, sink, without(sink, common), true);
        return page.toString();
    }

    private static Map<String, Set<String>> byChapter(ConfigDef worker) {
        ConfigDef security = new ConfigDef();
        SslConfigs.addClientSslSupport(security);
        SaslConfigs.addClientSaslSupport(security);
        Map<String, Set<String>> result = new LinkedHashMap<>();
        CHAPTERS.keySet().forEach(chapter -> result.put(chapter, new TreeSet<>()));
        result.put(CLIENT_SECURITY, new TreeSet<>());
        result.put(OTHERS, new TreeSet<>());
        for (String key : worker.names()) {
            String chapter = security.names().contains(key)
                    ? CLIENT_SECURITY
                    : CHAPTERS.entrySet().stream()
                            .filter(entry -> entry.getValue().matcher(key).matches())
                            .map(Map.Entry::getKey)
                            .findFirst()
                            .orElse(OTHERS);
            result.get(chapter).add(key);
        }
        result.values().removeIf(Set::isEmpty);
        return result;
    }

    private static Set<String> without(ConfigDef def, ConfigDef others) {
        Set<String> keys = new TreeSet<>(def.names());
        keys.removeAll(others.names());
        return keys;
    }

    private static void table(StringBuilder page, ConfigDef def, Set<String> keys, boolean explained) {
        page.append(
                explained
                        ? "| key | type | default | |\n|---|---|---|---|\n"
                        : "| key | type | default |\n|---|---|---|\n");
        Comparator<ConfigKey> requiredFirst = Comparator.comparing(ConfigKey::hasDefault);
        keys.stream()
                .map(def.configKeys()::get)
                .sorted(requiredFirst.thenComparing(key -> key.name))
                .forEach(key -> {
                    page.append("| `").append(key.name).append('`').append(isAddition(key.name) ? " **+**" : "");
                    page.append(" | ").append(key.type.name().toLowerCase(Locale.ROOT));
                    page.append(" | ").append(defaultOf(key)).append(" |");
                    page.append(explained ? " " + explanation(key) + " |\n" : "\n");
                });
    }

    private static boolean isAddition(String key) {
        return ADDITIONS.stream().anyMatch(addition -> addition.test(key));
    }

    private static String defaultOf(ConfigKey key) {
        if (!key.hasDefault()) {
            return "required";
        }
        String value = key.defaultValue == null ? "" : ConfigDef.convertToString(key.defaultValue, key.type);
        return value.isEmpty() ? "" : '`' + value + '`';
    }

    private static String explanation(ConfigKey key) {
        String text = key.documentation == null ? "" : key.documentation;
        String allowed = key.validator == null ? "" : key.validator.toString();
        // Validators without a text of their own say nothing to a reader.
        boolean readable = !allowed.isEmpty() && !allowed.contains("@") && !allowed.contains("$$Lambda");
        return (readable ? text + " Allowed: " + allowed + '.' : text)
                .replace("|", "\\|")
                .replace("\n", " ");
    }
}
