package dev.sluice.store.config;

import dev.sluice.log.SchemalessJson;
import dev.sluice.model.ConnectorChange;
import dev.sluice.model.RestartRequest;
import dev.sluice.model.SessionKey;
import dev.sluice.model.TargetState;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A record of the config topic as it is written, with the fields and in the order that Apache's worker writes.
 *
 * @param keyText the key
 * @param fields  the value, null for a tombstone
 */
record ConfigWrite(String keyText, Map<String, Object> fields) {

    byte[] key() {
        return keyText.getBytes(StandardCharsets.UTF_8);
    }

    byte[] value() {
        return SchemalessJson.write(fields);
    }

    static ConfigWrite connector(String connector, Map<String, String> config) {
        return new ConfigWrite(ConfigRecords.CONNECTOR + connector, Map.of("properties", config));
    }

    /** The records of several changes, in the order in which they have to be read. */
    static List<ConfigWrite> of(List<ConnectorChange> changes) {
        List<ConfigWrite> writes = new ArrayList<>();
        for (ConnectorChange change : changes) {
            String name = change.connector();
            if (change.config().isPresent()) {
                // The state goes first, so that no worker sees the connector without it.
                change.initial().ifPresent(state -> writes.add(targetState(name, state)));
                writes.add(connector(name, change.config().get()));
            } else {
                writes.add(removedConnector(name));
                writes.add(removedTargetState(name));
            }
        }
        return writes;
    }

    static ConfigWrite removedConnector(String connector) {
        return new ConfigWrite(ConfigRecords.CONNECTOR + connector, null);
    }

    static ConfigWrite targetState(String connector, TargetState state) {
        // Workers before KIP-875 read only the first field, and do not know that a connector can be stopped.
        TargetState known = state == TargetState.STOPPED ? TargetState.PAUSED : state;
        return new ConfigWrite(
                ConfigRecords.TARGET_STATE + connector, fields("state", known.name(), "state.v2", state.name()));
    }

    static ConfigWrite removedTargetState(String connector) {
        return new ConfigWrite(ConfigRecords.TARGET_STATE + connector, null);
    }

    static ConfigWrite task(String connector, int task, Map<String, String> config) {
        return new ConfigWrite(ConfigRecords.TASK + connector + "-" + task, Map.of("properties", config));
    }

    static ConfigWrite commit(String connector, int tasks) {
        return new ConfigWrite(ConfigRecords.COMMIT + connector, Map.of("tasks", tasks));
    }

    static ConfigWrite taskCount(String connector, int tasks) {
        return new ConfigWrite(ConfigRecords.FENCING + connector, Map.of("task-count", tasks));
    }

    static ConfigWrite restart(RestartRequest request) {
        return new ConfigWrite(
                ConfigRecords.RESTART + request.connector(),
                fields("include-tasks", request.includeTasks(), "only-failed", request.onlyFailed()));
    }

    static ConfigWrite sessionKey(SessionKey key) {
        Map<String, Object> fields = fields(
                "key",
                Base64.getEncoder().encodeToString(key.key().getEncoded()),
                "algorithm",
                key.key().getAlgorithm());
        fields.put("creation-timestamp", key.creationTimestampMs());
        return new ConfigWrite(ConfigRecords.SESSION_KEY, fields);
    }

    static ConfigWrite loggerLevel(String logger, String level) {
        return new ConfigWrite(ConfigRecords.LOGGER + logger, Map.of("level", level));
    }

    private static Map<String, Object> fields(String first, Object firstValue, String second, Object secondValue) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put(first, firstValue);
        fields.put(second, secondValue);
        return fields;
    }
}
