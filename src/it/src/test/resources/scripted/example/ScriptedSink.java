package example;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkConnector;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;

/** Its task writes down what it is given, and does what the values say. */
public class ScriptedSink extends SinkConnector {
    private Map<String, String> config;

    @Override
    public void start(Map<String, String> config) {
        this.config = config;
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

    public static class ScriptedTask extends SinkTask {
        private Script script;
        private final Set<String> seen = new HashSet<>();
        private int refusals;

        @Override
        public String version() {
            return "1.0";
        }

        @Override
        public void start(Map<String, String> config) {
            script = new Script(config);
            script.at("start");
        }

        @Override
        public void open(Collection<TopicPartition> partitions) {
            script.write("open " + names(partitions));
        }

        @Override
        public void close(Collection<TopicPartition> partitions) {
            script.write("close " + names(partitions));
        }

        private static String names(Collection<TopicPartition> partitions) {
            Set<String> names = new TreeSet<>();
            partitions.forEach(partition -> names.add(partition.toString()));
            return names.toString();
        }

        @Override
        public void put(Collection<SinkRecord> records) {
            script.at("put");
            for (SinkRecord record : records) {
                if (String.valueOf(record.value()).startsWith("refuse") && ++refusals <= 2) {
                    script.write("refused " + record.value());
                    context.timeout(50);
                    throw new RetriableException("told to refuse");
                }
            }
            for (SinkRecord record : records) {
                take(record, String.valueOf(record.value()));
            }
        }

        private void take(SinkRecord record, String value) {
            TopicPartition partition = new TopicPartition(record.originalTopic(), record.originalKafkaPartition());
            script.write("got " + value + " of " + record.topic() + " from " + partition + "@"
                    + record.originalKafkaOffset());
            if (value.equals("report")) {
                report(record);
            } else if (value.equals("own")) {
                report(new SinkRecord(
                        record.topic(),
                        record.kafkaPartition(),
                        Schema.STRING_SCHEMA,
                        "made by the task",
                        Schema.STRING_SCHEMA,
                        "own",
                        record.kafkaOffset()));
            } else if (value.equals("commit")) {
                context.requestCommit();
            } else if (value.equals("again") && seen.add(value)) {
                context.offset(partition, 0);
            } else if (value.equals("pause")) {
                context.pause(partition);
                script.write("paused " + partition);
            } else if (value.equals("resume")) {
                context.resume(context.assignment().toArray(TopicPartition[]::new));
            }
        }

        private void report(SinkRecord record) {
            try {
                context.errantRecordReporter()
                        .report(record, new DataException("told to report"))
                        .get();
                script.write("reported " + record.value());
            } catch (InterruptedException | java.util.concurrent.ExecutionException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public Map<TopicPartition, OffsetAndMetadata> preCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {
            long most = Long.parseLong(script.get("commit.most", Long.toString(Long.MAX_VALUE)));
            Map<TopicPartition, OffsetAndMetadata> safe = new HashMap<>();
            offsets.forEach((partition, offset) ->
                    safe.put(partition, new OffsetAndMetadata(Math.min(most, offset.offset()))));
            return safe;
        }

        @Override
        public void stop() {
            script.at("stop");
            script.write("task stopped");
        }
    }
}
