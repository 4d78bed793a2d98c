package dev.sluice.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/** Reads the {@code topic.creation.} keys of a source connector (KIP-158). */
final class TopicGroups {
    private static final String PREFIX = "topic.creation.";
    private static final Set<String> OWN_KEYS = Set.of("include", "exclude", "partitions", "replication.factor");

    private final Map<String, String> properties;

    private TopicGroups(Map<String, String> properties) {
        this.properties = properties;
    }

    /** Whether any key speaks of topic creation. */
    static boolean present(Map<String, String> properties) {
        return properties.keySet().stream().anyMatch(key -> key.startsWith(PREFIX));
    }

    /**
     * The groups in the order in which they are tried; the default group comes last.
     *
     * @throws ConfigException if the default group is incomplete or a value is wrong
     */
    static List<TopicGroup> read(Map<String, String> properties, List<String> names) {
        TopicGroups reader = new TopicGroups(properties);
        int partitions = (Integer) reader.count("default", "partitions", ConfigDef.Type.INT, null);
        short replicationFactor = (Short) reader.count("default", "replication.factor", ConfigDef.Type.SHORT, null);
        List<TopicGroup> groups = new ArrayList<>();
        for (String name : names) {
            if (!name.equals("default")) {
                groups.add(new TopicGroup(
                        name,
                        reader.pattern(name, "include"),
                        reader.pattern(name, "exclude"),
                        (Integer) reader.count(name, "partitions", ConfigDef.Type.INT, partitions),
                        (Short) reader.count(name, "replication.factor", ConfigDef.Type.SHORT, replicationFactor),
                        reader.configs(name)));
            }
        }
        groups.add(new TopicGroup(
                "default",
                Pattern.compile(".*"),
                Pattern.compile(""),
                partitions,
                replicationFactor,
                reader.configs("default")));
        return groups;
    }

    private Object count(String group, String what, ConfigDef.Type type, Object inherited) {
        String key = PREFIX + group + "." + what;
        String value = properties.get(key);
        if (value == null) {
            if (inherited == null) {
                throw new ConfigException(
                        key, null, "Give a number from 1, or -1 for the brokers' default: topics are created with it");
            }
            return inherited;
        }
        Object number = ConfigDef.parseType(key, value, type);
        new ClusterDefaultOrPositive().ensureValid(key, number);
        return number;
    }

    private Pattern pattern(String group, String what) {
        String key = PREFIX + group + "." + what;
        String value = properties.getOrDefault(key, "");
        List<?> alternatives = (List<?>) ConfigDef.parseType(key, value, ConfigDef.Type.LIST);
        try {
            return Pattern.compile(
                    String.join("|", alternatives.stream().map(Object::toString).toList()));
        } catch (PatternSyntaxException e) {
            throw new ConfigException(key, value, "Give regular expressions, separated by commas: " + e.getMessage());
        }
    }

    private Map<String, String> configs(String group) {
        String prefix = PREFIX + group + ".";
        Map<String, String> configs = new HashMap<>();
        properties.forEach((key, value) -> {
            if (key.startsWith(prefix) && !OWN_KEYS.contains(key.substring(prefix.length()))) {
                configs.put(key.substring(prefix.length()), value);
            }
        });
        return configs;
    }
}
