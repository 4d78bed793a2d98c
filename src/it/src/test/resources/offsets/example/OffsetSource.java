package example;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.source.ExactlyOnceSupport;
import org.apache.kafka.connect.source.SourceConnector;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;

/** Sends the numbers 1 to 3, from the one after the stored offset, for each of two partitions. */
public class OffsetSource extends SourceConnector {
    private Map<String, String> config;

    @Override
    public void start(Map<String, String> props) {
        config = props;
    }

    @Override
    public Class<? extends Task> taskClass() {
        return Counting.class;
    }

    @Override
    public List<Map<String, String>> taskConfigs(int maxTasks) {
        return List.of(config);
    }

    @Override
    public void stop() {}

    @Override
    public ConfigDef config() {
        return new ConfigDef();
    }

    @Override
    public String version() {
        return "1.0";
    }

    @Override
    public ExactlyOnceSupport exactlyOnceSupport(Map<String, String> props) {
        return ExactlyOnceSupport.SUPPORTED;
    }

    @Override
    public boolean alterOffsets(Map<String, String> props, Map<Map<String, ?>, Map<String, ?>> offsets) {
        return OffsetJournal.asked(props, offsets);
    }

    /** The task. */
    public static class Counting extends SourceTask {
        private final Map<String, Long> sent = new HashMap<>();
        private String topic;

        @Override
        public void start(Map<String, String> props) {
            topic = props.get("topic");
            for (String side : List.of("left", "right")) {
                Map<String, Object> stored = context.offsetStorageReader().offset(Map.of("side", side));
                sent.put(side, stored == null ? 0 : (Long) stored.get("n"));
            }
        }

        @Override
        public List<SourceRecord> poll() throws InterruptedException {
            List<SourceRecord> records = new ArrayList<>();
            sent.replaceAll((side, last) -> {
                for (long n = last + 1; n <= 3; n++) {
                    records.add(new SourceRecord(
                            Map.of("side", side),
                            Map.of("n", n),
                            topic,
                            Schema.STRING_SCHEMA,
                            side,
                            Schema.STRING_SCHEMA,
                            side + n));
                }
                return Math.max(last, 3);
            });
            if (records.isEmpty()) {
                Thread.sleep(50);
            }
            return records;
        }

        @Override
        public void stop() {}

        @Override
        public String version() {
            return "1.0";
        }
    }
}
