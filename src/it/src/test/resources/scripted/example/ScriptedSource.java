package example;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.source.SourceConnector;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;

/**
 * Its task sends the values that {@code send} lists, in one batch, and goes on behind the committed offset; or numbers
 * without end where {@code send} is {@code endless}.
 */
public class ScriptedSource extends SourceConnector {
    private Map<String, String> config;

    @Override
    public void start(Map<String, String> config) {
        this.config = config;
        new Script(config).write("connector started with " + config.get("secret"));
    }

    @Override
    public Class<? extends Task> taskClass() {
        return ScriptedTask.class;
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

    public static class ScriptedTask extends SourceTask {
        private static final Map<String, String> PARTITION = Map.of("only", "one");
        private Script script;
        private long next;
        private volatile boolean stopped;

        @Override
        public String version() {
            return "1.0";
        }

        @Override
        public void start(Map<String, String> config) {
            script = new Script(config);
            script.at("start");
            Map<String, Object> offset = context.offsetStorageReader().offset(PARTITION);
            next = offset == null ? 0 : (Long) offset.get("n") + 1;
            script.write("task started with " + config.get("secret"));
            if (config.containsKey("leak")) {
                leak();
            }
        }

        /** A thread that outlives the task and goes on using its context. */
        private void leak() {
            Thread thread = new Thread(() -> {
                while (!stopped) {
                    LockSupport.parkNanos(1_000_000L);
                }
                try {
                    while (true) {
                        context.offsetStorageReader().offset(PARTITION);
                        LockSupport.parkNanos(1_000_000L);
                    }
                } catch (RuntimeException e) {
                    script.write("context refused after stop");
                }
                while (true) {
                    LockSupport.parkNanos(1_000_000_000L);
                }
            });
            thread.setDaemon(true);
            thread.start();
        }

        @Override
        public List<SourceRecord> poll() {
            script.at("poll");
            LockSupport.parkNanos(5_000_000L);
            List<SourceRecord> batch = new ArrayList<>();
            String send = script.get("send", "");
            if (send.equals("endless")) {
                batch.add(record(Long.toString(next)));
                return batch;
            }
            String[] values = send.split(",");
            while (!send.isEmpty() && next < values.length) {
                batch.add(record(values[(int) next]));
            }
            return batch.isEmpty() ? null : batch;
        }

        private SourceRecord record(String value) {
            SourceRecord record = new SourceRecord(
                    PARTITION,
                    Map.of("n", next),
                    script.get("topic", "out"),
                    null,
                    Schema.STRING_SCHEMA,
                    "key-" + next,
                    Schema.OPTIONAL_STRING_SCHEMA,
                    value.equals("null") ? null : value,
                    1_000L + next);
            record.headers().addString("h", "header-" + next);
            next++;
            return record;
        }

        @Override
        public void commitRecord(SourceRecord record, RecordMetadata metadata) {
            script.write("done " + record.value() + (metadata == null ? " left out" : " in " + metadata.topic()));
        }

        @Override
        public void commit() {
            script.at("commit");
        }

        @Override
        public void stop() {
            script.at("stop");
            stopped = true;
            script.write("task stopped");
        }
    }
}
