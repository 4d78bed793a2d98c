package dev.sluice.store.status;

import dev.sluice.log.SchemalessJson;
import dev.sluice.model.RunState;
import dev.sluice.model.Status;
import dev.sluice.model.TaskId;
import dev.sluice.model.TopicUse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.errors.DataException;

/**
 * Keys and values of the status topic, with the fields and in the order that Apache's worker writes.
 */
final class StatusRecords {
    private static final String CONNECTOR = "status-connector-";
    private static final String TASK = "status-task-";
    private static final String TOPIC = "status-topic-";
    private static final String TOPIC_CONNECTOR = ":connector-";

    private StatusRecords() {}

    static String key(String connector) {
        return CONNECTOR + connector;
    }

    static String key(TaskId task) {
        return TASK + task.connector() + "-" + task.task();
    }

    static String key(String connector, String topic) {
        return TOPIC + topic + TOPIC_CONNECTOR + connector;
    }

    static byte[] value(Status status) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("state", status.state().name());
        fields.put("trace", status.trace().orElse(null));
        fields.put("worker_id", status.workerId());
        fields.put("generation", status.generation());
        fields.put("version", status.version().orElse(null));
        return SchemalessJson.write(fields);
    }

    static byte[] value(TopicUse use) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", use.topic());
        fields.put("connector", use.connector());
        fields.put("task", use.task());
        fields.put("discoverTimestamp", use.discoverTimestampMs());
        return SchemalessJson.write(Map.of("topic", fields));
    }

    /** The connector whose status a key is for, if it is for one. */
    static Optional<String> connectorOf(String key) {
        return key.startsWith(CONNECTOR) ? Optional.of(key.substring(CONNECTOR.length())) : Optional.empty();
    }

    /** The task whose status a key is for, if it is for one. */
    static Optional<TaskId> taskOf(String key) {
        return key.startsWith(TASK) ? Optional.of(taskId(key)) : Optional.empty();
    }

    /** Whether a key is of a kind that is understood here; others may come from newer workers. */
    static boolean isKnown(String key) {
        return key.startsWith(CONNECTOR) || key.startsWith(TASK) || key.startsWith(TOPIC);
    }

    /**
     * Takes a record in.
     *
     * @param writtenMs when it was written, by the clock of who wrote it
     * @return false if it says what is known to be outdated, and was ignored
     * @throws DataException if it means nothing, with the reason and without the content
     */
    static boolean read(String key, byte[] valueBytes, long writtenMs, StatusCache into) {
        Object value = SchemalessJson.read(valueBytes);
        if (key.startsWith(CONNECTOR)) {
            String connector = key.substring(CONNECTOR.length());
            if (connector.isEmpty()) {
                throw new DataException("key without a connector's name");
            }
            into.connector(connector, status(value), writtenMs);
        } else if (key.startsWith(TASK)) {
            return into.task(taskId(key), status(value), writtenMs);
        } else if (key.startsWith(TOPIC)) {
            topic(key, value, into);
        } else {
            throw new DataException("unknown kind of key");
        }
        return true;
    }

    /** Tells of a record that was read; of topics it tells nothing. */
    static void tell(String key, byte[] valueBytes, long writtenMs, StatusListener listener) {
        if (key.startsWith(TOPIC)) {
            return;
        }
        Optional<Status> status = status(SchemalessJson.read(valueBytes));
        connectorOf(key).ifPresent(connector -> listener.onConnector(connector, status, writtenMs));
        taskOf(key).ifPresent(task -> listener.onTask(task, status, writtenMs));
    }

    private static TaskId taskId(String key) {
        String[] parts = key.split("-");
        if (parts.length < 4) {
            throw new DataException("key does not end with a connector's name and a task's number");
        }
        try {
            int number = Integer.parseInt(parts[parts.length - 1]);
            return new TaskId(String.join("-", List.of(parts).subList(2, parts.length - 1)), number);
        } catch (NumberFormatException e) {
            throw new DataException("key does not end with a task's number");
        }
    }

    private static Optional<Status> status(Object value) {
        if (value == null) {
            return Optional.empty();
        }
        if (!(value instanceof Map<?, ?> fields) || !(fields.get("generation") instanceof Long generation)) {
            throw new DataException("field generation is not an integer");
        }
        String workerId = fields.get("worker_id") instanceof String text ? text : "";
        return Optional.of(new Status(
                state(fields.get("state")),
                workerId,
                generation.intValue(),
                text(fields.get("trace")),
                text(fields.get("version"))));
    }

    private static RunState state(Object name) {
        for (RunState known : RunState.values()) {
            if (known.name().equals(name)) {
                return known;
            }
        }
        throw new DataException("field state is not one of " + List.of(RunState.values()));
    }

    private static Optional<String> text(Object value) {
        return value instanceof String text ? Optional.of(text) : Optional.empty();
    }

    private static void topic(String key, Object value, StatusCache into) {
        int end = key.indexOf(':');
        int connectorAt = end + TOPIC_CONNECTOR.length();
        if (end <= TOPIC.length() || connectorAt >= key.length()) {
            throw new DataException("key does not name a topic and a connector");
        }
        String topic = key.substring(TOPIC.length(), end);
        String connector = key.substring(connectorAt);
        if (value == null) {
            into.removeTopic(connector, topic);
            return;
        }
        if (!(value instanceof Map<?, ?> outer)
                || !(outer.get("topic") instanceof Map<?, ?> fields)
                || !(fields.get("task") instanceof Long task)
                || !(fields.get("discoverTimestamp") instanceof Long discoveredMs)) {
            throw new DataException("fields task and discoverTimestamp are not integers");
        }
        into.topic(new TopicUse(topic, connector, task.intValue(), discoveredMs));
    }
}
