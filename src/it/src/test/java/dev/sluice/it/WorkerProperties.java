package dev.sluice.it;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The properties of a worker as a user would write them, on a free port. */
public final class WorkerProperties {
    private WorkerProperties() {}

    /**
     * @param group the group, which also names the internal topics
     */
    public static Map<String, String> of(String bootstrapServers, String group) {
        Map<String, String> properties = new HashMap<>();
        properties.put("bootstrap.servers", bootstrapServers);
        properties.put("group.id", group);
        properties.put("config.storage.topic", group + "-configs");
        properties.put("offset.storage.topic", group + "-offsets");
        properties.put("status.storage.topic", group + "-status");
        properties.put("config.storage.replication.factor", "1");
        properties.put("offset.storage.replication.factor", "1");
        properties.put("status.storage.replication.factor", "1");
        properties.put("offset.storage.partitions", "5");
        properties.put("key.converter", "org.apache.kafka.connect.storage.StringConverter");
        properties.put("value.converter", "org.apache.kafka.connect.storage.StringConverter");
        properties.put("listeners", "http://127.0.0.1:0");
        properties.put("plugin.path", System.getProperty("it.plugins"));
        properties.put("offset.flush.interval.ms", "1000");
        properties.put("scheduled.rebalance.max.delay.ms", "1000");
        return properties;
    }

    /** @param offsets the file for source offsets */
    public static Map<String, String> standalone(String bootstrapServers, Path offsets) {
        Map<String, String> properties = new HashMap<>();
        properties.put("bootstrap.servers", bootstrapServers);
        properties.put("offset.storage.file.filename", offsets.toString());
        properties.put("key.converter", "org.apache.kafka.connect.storage.StringConverter");
        properties.put("value.converter", "org.apache.kafka.connect.storage.StringConverter");
        properties.put("listeners", "http://127.0.0.1:0");
        properties.put("plugin.path", System.getProperty("it.plugins"));
        properties.put("offset.flush.interval.ms", "1000");
        return properties;
    }
}
