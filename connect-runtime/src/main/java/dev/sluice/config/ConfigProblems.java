package dev.sluice.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/**
 * Finds everything that is wrong with a worker's properties, so that a user mends it in one go.
 */
final class ConfigProblems {
    private ConfigProblems() {}

    /**
     * @throws ConfigException listing every missing or wrong key
     */
    static void check(ConfigDef def, Map<String, String> properties) {
        List<String> problems = new ArrayList<>();
        for (ConfigDef.ConfigKey key : def.configKeys().values()) {
            String value = properties.get(key.name);
            if (value == null) {
                if (!key.hasDefault()) {
                    problems.add("missing " + key.name + ": " + key.documentation);
                }
            } else if (!value.contains("${") && key.type != ConfigDef.Type.CLASS) {
                try {
                    Object parsed = ConfigDef.parseType(key.name, value, key.type);
                    if (key.validator != null) {
                        key.validator.ensureValid(key.name, parsed);
                    }
                } catch (ConfigException e) {
                    problems.add(e.getMessage());
                }
            }
        }
        if (def.configKeys().containsKey("group.id")) {
            crossCheck(properties, problems);
        }
        if (!problems.isEmpty()) {
            throw new ConfigException("The worker configuration has "
                    + (problems.size() == 1 ? "a problem: " : problems.size() + " problems:\n  - ")
                    + String.join("\n  - ", problems));
        }
    }

    private static void crossCheck(Map<String, String> properties, List<String> problems) {
        String signature = properties.getOrDefault("inter.worker.signature.algorithm", "HmacSHA256");
        String verification = properties.getOrDefault("inter.worker.verification.algorithms", "HmacSHA256");
        if (!List.of(verification.split("\\s*,\\s*")).contains(signature)) {
            problems.add("inter.worker.verification.algorithms is " + verification
                    + ", but has to contain inter.worker.signature.algorithm, which is " + signature);
        }
        try {
            int heartbeat = Integer.parseInt(
                    properties.getOrDefault("heartbeat.interval.ms", "3000").trim());
            int session = Integer.parseInt(
                    properties.getOrDefault("session.timeout.ms", "10000").trim());
            if (heartbeat >= session) {
                problems.add("heartbeat.interval.ms is " + heartbeat
                        + ", but has to be lower than session.timeout.ms, which is " + session);
            }
        } catch (NumberFormatException reportedByTheDefinition) {
            return;
        }
    }
}
