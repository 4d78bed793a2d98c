package example;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.source.ConnectorTransactionBoundaries;
import org.apache.kafka.connect.source.ExactlyOnceSupport;
import org.apache.kafka.connect.source.SourceConnector;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;

/**
 * Each task counts upwards in batches of ten and goes on behind its committed offset. Where it may define transactions,
 * each batch is one, and every fifth is aborted.
 */
public class TransactionSource extends SourceConnector {
    private Map<String, String> properties;

    @Override
    public void start(Map<String, String> properties) {
        this.properties = properties;
    }

    @Override
    public Class<? extends Task> taskClass() {
        return CountingTask.class;
    }

    @Override
    public List<Map<String, String>> taskConfigs(int maxTasks) {
        List<Map<String, String>> configs = new ArrayList<>();
        for (int task = 0; task < maxTasks; task++) {
            Map<String, String> config = new HashMap<>(properties);
            config.put("task", Integer.toString(task));
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
                .define("limit", ConfigDef.Type.LONG, Long.MAX_VALUE, ConfigDef.Importance.LOW, "where to end");
    }

    @Override
    public ExactlyOnceSupport exactlyOnceSupport(Map<String, String> config) {
        return ExactlyOnceSupport.SUPPORTED;
    }

    @Override
    public ConnectorTransactionBoundaries canDefineTransactionBoundaries(Map<String, String> config) {
        return ConnectorTransactionBoundaries.SUPPORTED;
    }

    @Override
    public String version() {
        return "1.0";
    }

    public static class CountingTask extends SourceTask {
        private static final int BATCH = 10;
        private Map<String, String> partition;
        private String task;
        private String topic;
        private long limit;
        private long next;

        @Override
        public String version() {
            return "1.0";
        }

        @Override
        public void start(Map<String, String> properties) {
            task = properties.get("task");
            topic = properties.get("topic");
            limit = Long.parseLong(properties.getOrDefault("limit", Long.toString(Long.MAX_VALUE)));
            partition = Map.of("task", task);
            Map<String, Object> offset = context.offsetStorageReader().offset(partition);
            next = offset == null ? 0 : (Long) offset.get("n") + 1;
        }

        @Override
        public List<SourceRecord> poll() {
            LockSupport.parkNanos(20_000_000L);
            if (next >= limit) {
                return null;
            }
            List<SourceRecord> batch = new ArrayList<>();
            for (int i = 0; i < BATCH; i++) {
                batch.add(new SourceRecord(
                        partition, Map.of("n", next), topic, Schema.STRING_SCHEMA, task, Schema.STRING_SCHEMA, "" + next));
                next++;
            }
            if (context.transactionContext() != null) {
                if (next % (5 * BATCH) == 0) {
                    context.transactionContext().abortTransaction(batch.get(BATCH - 1));
                } else {
                    context.transactionContext().commitTransaction();
                }
            }
            return batch;
        }

        @Override
        public void stop() {}
    }
}
