package dev.sluice.app;

import dev.sluice.config.WorkerConfig;
import dev.sluice.history.History;
import dev.sluice.history.HistoryStore;
import dev.sluice.history.HistoryTopic;
import dev.sluice.history.MinuteReports;
import dev.sluice.kafka.InternalClientProperties;
import dev.sluice.kafka.TopicSettings;
import dev.sluice.log.KafkaTopicLogs;
import dev.sluice.service.ConnectService;
import dev.sluice.service.ServiceException;
import dev.sluice.telemetry.Directory;
import dev.sluice.telemetry.Telemetry;
import dev.sluice.worker.Worker;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.config.TopicConfig;

/**
 * The Metrics API's history, put together.
 *
 * @param history   reports what this worker runs
 * @param telemetry answers from what all workers have reported
 */
record MetricsHistory(History history, Telemetry telemetry) {
    /** How many segments the topic has in its retention: what is too old goes with the segment that it is in. */
    private static final int SEGMENTS = 7;

    static MetricsHistory of(
            WorkerConfig config,
            WorkerKind.Kafka kafka,
            Worker worker,
            ConnectService service,
            String workerId,
            Clock clock) {
        String startId = workerId + "/" + UUID.randomUUID();
        HistoryStore store = new HistoryStore(
                config.metricsHistoryMaxBytes(),
                TimeUnit.MILLISECONDS.toMinutes(config.metricsHistoryRetentionMs()),
                () -> History.minuteOf(clock.millis()));
        HistoryTopic topic = new HistoryTopic(
                settings(config),
                kafka.admin(),
                new KafkaTopicLogs(kafka.clients(), kafka.admin()),
                new InternalClientProperties(
                        kafka.properties().unprefixed(), kafka.properties().internalClientIdBase(), false),
                store,
                startId);
        History history = new History(
                store, topic, new MinuteReports(startId), new RunningWork(worker, service, workerId), clock);
        return new MetricsHistory(
                history, new Telemetry(store, topic::awaitLoaded, new Connectors(config, service), clock));
    }

    private static TopicSettings settings(WorkerConfig config) {
        long retentionMs = config.metricsHistoryRetentionMs();
        return new TopicSettings(
                "metrics.history.topic",
                config.metricsHistoryTopic(),
                1,
                config.replicationFactor("status"),
                Map.of(
                        TopicConfig.CLEANUP_POLICY_CONFIG,
                        TopicConfig.CLEANUP_POLICY_DELETE,
                        TopicConfig.RETENTION_MS_CONFIG,
                        Long.toString(retentionMs),
                        TopicConfig.SEGMENT_MS_CONFIG,
                        Long.toString(Math.max(TimeUnit.HOURS.toMillis(1), retentionMs / SEGMENTS))));
    }

    /** What connectors are called. */
    private record Connectors(WorkerConfig config, ConnectService service) implements Directory {
        @Override
        public Set<String> connectors() {
            return service.connectors();
        }

        @Override
        public String connectorId(String name) {
            try {
                return service.connector(name).metricsId();
            } catch (ServiceException.NotFound gone) {
                return name;
            }
        }

        @Override
        public String kafkaId() {
            String alias = config.string("metrics.api.kafka.id").strip();
            return alias.isEmpty() ? ownKafkaId() : alias;
        }

        @Override
        public String ownKafkaId() {
            return service.serverInfo().kafkaClusterId();
        }
    }
}
