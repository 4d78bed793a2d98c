package dev.sluice.store.config;

import dev.sluice.log.SchemalessJson;
import dev.sluice.model.RestartRequest;
import dev.sluice.model.SessionKey;
import dev.sluice.model.TargetState;
import dev.sluice.model.TaskId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import javax.crypto.spec.SecretKeySpec;
import org.apache.kafka.connect.errors.DataException;

/**
 * Reads records of the config topic. Fields are found by name and others ignored, so that records of newer workers can
 * be read too.
 */
final class ConfigRecords {
    static final String TARGET_STATE = "target-state-";
    static final String CONNECTOR = "connector-";
    static final String TASK = "task-";
    static final String COMMIT = "commit-";
    static final String RESTART = "restart-connector-";
    static final String FENCING = "tasks-fencing-";
    static final String SESSION_KEY = "session-key";
    static final String LOGGER = "logger-cluster-";

    private ConfigRecords() {}

    /**
     * @throws DataException if the value is not JSON
     */
    static ConfigRecord read(byte[] keyBytes, byte[] valueBytes) {
        Object value = SchemalessJson.read(valueBytes);
        if (keyBytes == null) {
            return new ConfigRecord.Meaningless("no key");
        }
        String key = new String(keyBytes, StandardCharsets.UTF_8);
        if (key.startsWith(TARGET_STATE)) {
            return targetState(key.substring(TARGET_STATE.length()), value);
        }
        if (key.startsWith(CONNECTOR)) {
            return connector(key.substring(CONNECTOR.length()), value);
        }
        if (key.startsWith(TASK)) {
            return task(key, value);
        }
        if (key.startsWith(COMMIT)) {
            String name = key.substring(COMMIT.length());
            return count(value, "tasks", tasks -> new ConfigRecord.Commit(name, tasks));
        }
        if (key.startsWith(RESTART)) {
            return restart(key.substring(RESTART.length()), value);
        }
        if (key.startsWith(FENCING)) {
            String name = key.substring(FENCING.length());
            return count(value, "task-count", tasks -> new ConfigRecord.TaskCount(name, tasks));
        }
        if (key.equals(SESSION_KEY)) {
            return sessionKey(value);
        }
        if (key.startsWith(LOGGER)) {
            return loggerLevel(key.substring(LOGGER.length()), value);
        }
        return new ConfigRecord.Meaningless("unknown kind of key");
    }

    private static ConfigRecord targetState(String connector, Object value) {
        if (value == null) {
            return new ConfigRecord.Target(connector, Optional.empty());
        }
        if (!(value instanceof Map<?, ?> fields)) {
            return new ConfigRecord.Meaningless("value is not an object");
        }
        Object state = fields.get("state.v2") instanceof String newer ? newer : fields.get("state");
        for (TargetState known : TargetState.values()) {
            if (known.name().equals(state)) {
                return new ConfigRecord.Target(connector, Optional.of(known));
            }
        }
        return new ConfigRecord.Meaningless("field state is not one of " + List.of(TargetState.values()));
    }

    private static ConfigRecord connector(String connector, Object value) {
        if (value == null) {
            return new ConfigRecord.Connector(connector, Optional.empty());
        }
        return properties(value)
                .<ConfigRecord>map(config -> new ConfigRecord.Connector(connector, Optional.of(config)))
                .orElseGet(() -> new ConfigRecord.Meaningless("field properties is not an object of strings"));
    }

    private static ConfigRecord task(String key, Object value) {
        String[] parts = key.split("-");
        if (parts.length < 3) {
            return new ConfigRecord.Meaningless("key does not end with a connector's name and a task's number");
        }
        int number;
        try {
            number = Integer.parseInt(parts[parts.length - 1]);
        } catch (NumberFormatException e) {
            return new ConfigRecord.Meaningless("key does not end with a task's number");
        }
        String connector = String.join("-", List.of(parts).subList(1, parts.length - 1));
        return properties(value)
                .<ConfigRecord>map(config -> new ConfigRecord.Task(new TaskId(connector, number), config))
                .orElseGet(() -> new ConfigRecord.Meaningless("field properties is not an object of strings"));
    }

    private static ConfigRecord count(Object value, String field, IntFunction<ConfigRecord> toRecord) {
        if (value instanceof Map<?, ?> fields && fields.get(field) instanceof Long count) {
            return toRecord.apply(count.intValue());
        }
        return new ConfigRecord.Meaningless("field " + field + " is not an integer");
    }

    private static ConfigRecord restart(String connector, Object value) {
        if (!(value instanceof Map<?, ?> fields)) {
            return new ConfigRecord.Meaningless("value is not an object");
        }
        List<String> odd = new ArrayList<>();
        boolean onlyFailed = flag(fields, "only-failed", odd);
        boolean includeTasks = flag(fields, "include-tasks", odd);
        return new ConfigRecord.Restart(
                new RestartRequest(connector, onlyFailed, includeTasks),
                odd.isEmpty() ? Optional.empty() : Optional.of("taken for false, as they are not booleans: " + odd));
    }

    private static boolean flag(Map<?, ?> fields, String name, List<String> odd) {
        if (fields.get(name) instanceof Boolean flag) {
            return flag;
        }
        odd.add(name);
        return false;
    }

    private static ConfigRecord sessionKey(Object value) {
        if (!(value instanceof Map<?, ?> fields)
                || !(fields.get("key") instanceof String encoded)
                || !(fields.get("algorithm") instanceof String algorithm)
                || !(fields.get("creation-timestamp") instanceof Long createdMs)) {
            return new ConfigRecord.Meaningless("fields key, algorithm and creation-timestamp are not all there");
        }
        try {
            byte[] key = Base64.getDecoder().decode(encoded);
            return new ConfigRecord.Session(new SessionKey(new SecretKeySpec(key, algorithm), createdMs));
        } catch (IllegalArgumentException e) {
            return new ConfigRecord.Meaningless("field key is not a key in Base64");
        }
    }

    private static ConfigRecord loggerLevel(String logger, Object value) {
        if (value instanceof Map<?, ?> fields && fields.get("level") instanceof String level) {
            return new ConfigRecord.LoggerLevel(logger, level);
        }
        return new ConfigRecord.Meaningless("field level is not a string");
    }

    /** Config values are strings or null; numbers and booleans of a hand-written record are taken as their text. */
    private static Optional<Map<String, String>> properties(Object value) {
        if (!(value instanceof Map<?, ?> fields) || !(fields.get("properties") instanceof Map<?, ?> properties)) {
            return Optional.empty();
        }
        Map<String, String> config = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : properties.entrySet()) {
            if (entry.getValue() instanceof Map || entry.getValue() instanceof List) {
                return Optional.empty();
            }
            config.put(
                    entry.getKey().toString(),
                    entry.getValue() == null ? null : entry.getValue().toString());
        }
        return Optional.of(Collections.unmodifiableMap(config));
    }
}
