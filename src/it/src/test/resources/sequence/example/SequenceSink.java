package example;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.sink.SinkConnector;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;

/** Writes down which numbers it was given: {@code took <task> <instance> <process> <key> <first> <last>}. */
public class SequenceSink extends SinkConnector {
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
                .define("journal", ConfigDef.Type.STRING, ConfigDef.Importance.HIGH, "file of events");
    }

    @Override
    public String version() {
        return "1.0";
    }

    public static class SequenceTask extends SinkTask {
        private Journal journal;

        @Override
        public String version() {
            return "1.0";
        }

        @Override
        public void start(Map<String, String> properties) {
            journal = new Journal(
                    properties.get("journal"), properties.get("task"), UUID.randomUUID().toString());
            journal.write("start");
        }

        @Override
        public void put(Collection<SinkRecord> records) {
            journal.beat();
            Map<Object, long[]> runs = new LinkedHashMap<>();
            for (SinkRecord record : records) {
                long number = Long.parseLong((String) record.value());
                long[] run = runs.get(record.key());
                if (run != null && run[1] + 1 == number) {
                    run[1] = number;
                } else {
                    if (run != null) {
                        took(record.key(), run);
                    }
                    runs.put(record.key(), new long[] {number, number});
                }
            }
            runs.forEach(this::took);
        }

        private void took(Object key, long[] run) {
            journal.write("took", key + " " + run[0] + " " + run[1]);
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
