package example;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.source.SourceConnector;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;

/** Each task counts upwards for ever and goes on where its committed offset says. */
public class SequenceSource extends SourceConnector {
    private Map<String, String> properties;

    @Override
    public void start(Map<String, String> properties) {
        this.properties = properties;
    }

    @Override
    public Class<? extends Task> taskClass() {
        return SequenceTask.class;
    }

    @Override
    public List<Map<String, String>> taskConfigs(int maxTasks) {
        List<Map<String, String>> configs = new ArrayList<>();
        for (int task = 0; task < maxTasks; task++) {
            Map<String, String> config = new HashMap<>(properties);
            config.put("task", properties.get("name") + "-" + task);
            configs.add(config);
        }
        return configs;
    }

    @Override
    public void stop() {}

    @Override
    public ConfigDef config() {
        return new ConfigDef()
                .define("topic", ConfigDef.Type.STRING, ConfigDef.Importance.HIGH, "where to")
                .define("journal", ConfigDef.Type.STRING, ConfigDef.Importance.HIGH, "file of events")
                .define("pause.ms", ConfigDef.Type.INT, 50, ConfigDef.Importance.LOW, "time between two numbers");
    }

    @Override
    public String version() {
        return "1.0";
    }

    public static class SequenceTask extends SourceTask {
        private Map<String, String> partition;
        private String task;
        private String topic;
        private long pauseNanos;
        private long next;
        private Journal journal;

        @Override
        public String version() {
            return "1.0";
        }

        @Override
        public void start(Map<String, String> properties) {
            task = properties.get("task");
            topic = properties.get("topic");
            pauseNanos = 1_000_000L * Integer.parseInt(properties.getOrDefault("pause.ms", "50"));
            journal = new Journal(properties.get("journal"), task, UUID.randomUUID().toString());
            journal.write("start");
            partition = Map.of("task", task);
            Map<String, Object> offset = context.offsetStorageReader().offset(partition);
            next = offset == null ? 0 : (Long) offset.get("n") + 1;
        }

        @Override
        public List<SourceRecord> poll() {
            journal.beat();
            LockSupport.parkNanos(pauseNanos);
            SourceRecord record = new SourceRecord(
                    partition, Map.of("n", next), topic, Schema.STRING_SCHEMA, task, Schema.STRING_SCHEMA, "" + next);
            next++;
            return List.of(record);
        }

        @Override
        public void stop() {
            if (journal != null) {
                journal.write("stop");
                journal.close();
            }
        }
    }
}
