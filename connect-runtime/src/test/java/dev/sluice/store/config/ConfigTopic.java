package dev.sluice.store.config;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Records of a config topic, written down as text; null is a tombstone. */
final class ConfigTopic {
    private final List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    private long nextOffset;

    ConfigTopic add(String key, String value) {
        records.add(new ConsumerRecord<>("configs", 0, nextOffset++, bytes(key), bytes(value)));
        return this;
    }

    /** Leaves offsets out, as compaction and transaction markers do. */
    ConfigTopic gap(int offsets) {
        nextOffset += offsets;
        return this;
    }

    ConfigTopic connector(String name) {
        return add("connector-" + name, "{\"properties\":{\"name\":\"" + name + "\"}}");
    }

    ConfigTopic task(String name, int task, String value) {
        return add("task-" + name + "-" + task, "{\"properties\":{\"v\":\"" + value + "\"}}");
    }

    ConfigTopic commit(String name, int tasks) {
        return add("commit-" + name, "{\"tasks\":" + tasks + "}");
    }

    List<ConsumerRecord<byte[], byte[]>> records() {
        return records;
    }

    ConfigReducer.Folded fold() {
        return ConfigReducer.fold(ConfigView.EMPTY, records);
    }

    private static byte[] bytes(String text) {
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }
}
