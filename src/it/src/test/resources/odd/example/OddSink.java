package example;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.sink.SinkConnector;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;

/** Defines keys that the worker defines too, and has no version. */
public class OddSink extends SinkConnector {
    @Override
    public ConfigDef config() {
        return new ConfigDef()
                .define("topics", Type.STRING, Importance.LOW, "Its own idea of topics.", "Own", 1, ConfigDef.Width.SHORT,
                        "Own topics")
                .define("tasks.max", Type.INT, 4, Importance.LOW, "Its own idea of tasks.");
    }

    @Override
    public void start(Map<String, String> config) {}

    @Override
    public Class<? extends Task> taskClass() {
        return OddSinkTask.class;
    }

    @Override
    public List<Map<String, String>> taskConfigs(int maxTasks) {
        List<Map<String, String>> configs = new ArrayList<>();
        for (int task = 0; task < maxTasks; task++) {
            configs.add(Map.of());
        }
        return configs;
    }

    @Override
    public void stop() {}

    @Override
    public String version() {
        return null;
    }

    /** Throws everything away. */
    public static class OddSinkTask extends SinkTask {
        @Override
        public void start(Map<String, String> config) {}

        @Override
        public void put(Collection<SinkRecord> records) {}

        @Override
        public void stop() {}

        @Override
        public String version() {
            return null;
        }
    }
}
