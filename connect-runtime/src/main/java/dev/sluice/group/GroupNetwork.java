package dev.sluice.group;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.ApiVersions;
import org.apache.kafka.clients.ClientUtils;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.KafkaClient;
import org.apache.kafka.clients.Metadata;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.internals.ClusterResourceListeners;
import org.apache.kafka.common.metrics.KafkaMetricsContext;
import org.apache.kafka.common.metrics.MetricConfig;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.common.requests.MetadataRequest;
import org.apache.kafka.common.utils.AppInfoParser;
import org.apache.kafka.common.utils.LogContext;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.common.utils.Timer;
import org.apache.kafka.common.utils.Utils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connections to the brokers that a group member uses, made from the worker's client settings, and the metrics
 * that tell of them: JMX domain {@code kafka.connect}, groups that begin with {@code connect}.
 */
final class GroupNetwork implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(GroupNetwork.class);

    static final String METRIC_PREFIX = "connect";
    private static final String JMX_DOMAIN = "kafka.connect";

    /** One join or sync is under way, a heartbeat may overtake it; more is never needed. */
    private static final int MAX_IN_FLIGHT = 100;

    /** The longest time for which the group's thread waits without looking up, in ms. */
    private static final int MAX_TURN_MS = 500;

    /** Where a worker's defaults differ from those of the client whose definitions are borrowed. */
    private static final Map<String, Object> WORKER_DEFAULTS = Map.of(
            CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, 40_000,
            CommonClientConfigs.CONNECTIONS_MAX_IDLE_MS_CONFIG, 540_000L,
            CommonClientConfigs.RECEIVE_BUFFER_CONFIG, 32_768);

    private final Time time;
    private final String clientId;
    private final LogContext logContext;
    private final Metrics metrics;
    private final GroupClient client;
    private final long retryBackoffMs;
    private final long retryBackoffMaxMs;

    GroupNetwork(GroupSettings settings, Time time) {
        this.time = time;
        AbstractConfig config = config(settings);
        retryBackoffMs = config.getLong(CommonClientConfigs.RETRY_BACKOFF_MS_CONFIG);
        retryBackoffMaxMs = config.getLong(CommonClientConfigs.RETRY_BACKOFF_MAX_MS_CONFIG);
        clientId = config.getString(CommonClientConfigs.CLIENT_ID_CONFIG);
        logContext = new LogContext("[Worker clientId=" + clientId + ", groupId=" + settings.groupId() + "] ");
        metrics = metrics(config, settings, time);
        Metadata metadata = new BrokersOnlyMetadata(config, logContext);
        metadata.bootstrap(ClientUtils.parseAndValidateAddresses(config));
        KafkaClient network = ClientUtils.createNetworkClient(
                config,
                metrics,
                METRIC_PREFIX,
                logContext,
                new ApiVersions(),
                time,
                MAX_IN_FLIGHT,
                metadata,
                metrics.sensor("connect-throttle"),
                null);
        int requestTimeoutMs = config.getInt(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG);
        int turnMs = Math.min(MAX_TURN_MS, settings.timeouts().heartbeatMs());
        client = new GroupClient(
                logContext,
                network,
                metadata,
                time,
                new GroupClient.Patience(retryBackoffMs, requestTimeoutMs, turnMs));
        AppInfoParser.registerAppInfo(JMX_DOMAIN, clientId, metrics, time.milliseconds());
    }

    private static AbstractConfig config(GroupSettings settings) {
        Map<String, Object> properties = new HashMap<>(WORKER_DEFAULTS);
        properties.putAll(settings.clientProperties());
        return new AbstractConfig(AdminClientConfig.configDef(), properties, false);
    }

    private Metrics metrics(AbstractConfig config, GroupSettings settings, Time time) {
        MetricConfig metricConfig = new MetricConfig()
                .samples(config.getInt(CommonClientConfigs.METRICS_NUM_SAMPLES_CONFIG))
                .timeWindow(config.getLong(CommonClientConfigs.METRICS_SAMPLE_WINDOW_MS_CONFIG), TimeUnit.MILLISECONDS)
                .recordLevel(Sensor.RecordingLevel.forName(
                        config.getString(CommonClientConfigs.METRICS_RECORDING_LEVEL_CONFIG)))
                .tags(Map.of("client-id", clientId));
        Map<String, Object> labels =
                new HashMap<>(config.originalsWithPrefix(CommonClientConfigs.METRICS_CONTEXT_PREFIX));
        labels.put("connect.group.id", settings.groupId());
        return new Metrics(
                metricConfig,
                CommonClientConfigs.metricsReporters(clientId, config),
                time,
                new KafkaMetricsContext(JMX_DOMAIN, labels));
    }

    String clientId() {
        return clientId;
    }

    LogContext logContext() {
        return logContext;
    }

    Metrics metrics() {
        return metrics;
    }

    GroupClient client() {
        return client;
    }

    /** Runs out after the pause to make before trying again. */
    Timer backoff() {
        return time.timer(retryBackoffMs);
    }

    long retryBackoffMs() {
        return retryBackoffMs;
    }

    long retryBackoffMaxMs() {
        return retryBackoffMaxMs;
    }

    @Override
    public void close() {
        Utils.closeQuietly(client, "connections of the group member");
        AppInfoParser.unregisterAppInfo(JMX_DOMAIN, clientId, metrics);
        Utils.closeQuietly(metrics, "metrics of the group member");
        LOG.debug("Connections of the group member closed clientId={}", clientId);
    }

    /** Asks for the brokers and no topic: a member needs to find its coordinator, and a cluster may have many topics. */
    private static final class BrokersOnlyMetadata extends Metadata {
        BrokersOnlyMetadata(AbstractConfig config, LogContext logContext) {
            super(
                    config.getLong(CommonClientConfigs.RETRY_BACKOFF_MS_CONFIG),
                    config.getLong(CommonClientConfigs.RETRY_BACKOFF_MAX_MS_CONFIG),
                    config.getLong(CommonClientConfigs.METADATA_MAX_AGE_CONFIG),
                    logContext,
                    new ClusterResourceListeners());
        }

        @Override
        protected MetadataRequest.Builder newMetadataRequestBuilder() {
            return new MetadataRequest.Builder(List.of(), false);
        }
    }
}
