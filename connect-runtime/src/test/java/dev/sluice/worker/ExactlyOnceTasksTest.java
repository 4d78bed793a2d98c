package dev.sluice.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.sluice.config.ClientProperties;
import dev.sluice.config.ConfigResolver;
import dev.sluice.config.WorkerConfig;
import dev.sluice.kafka.KafkaClients;
import dev.sluice.metrics.WorkerMeasures;
import dev.sluice.model.TargetState;
import dev.sluice.model.TaskId;
import dev.sluice.pipeline.source.MemoryOffsets;
import dev.sluice.plugin.Isolated;
import dev.sluice.plugin.PluginCatalog;
import dev.sluice.plugin.PluginDiscoveryMode;
import dev.sluice.plugin.PluginScanner;
import dev.sluice.plugin.PluginType;
import dev.sluice.service.ServiceException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.connect.connector.policy.AllConnectorClientConfigOverridePolicy;
import org.apache.kafka.connect.connector.policy.ConnectorClientConfigOverridePolicy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Source tasks of a worker with {@code exactly.once.source.support=enabled}. */
class ExactlyOnceTasksTest {
    private static final TaskId TASK = new TaskId("c", 0);

    private final PluginCatalog plugins =
            new PluginScanner(null, "test").scan((String) null, PluginDiscoveryMode.ONLY_SCAN);
    private final RecordedWorker said = new RecordedWorker();
    private final RecordedFencing group = new RecordedFencing();
    private final MemoryOffsets offsets = new MemoryOffsets();
    private final List<Map<String, ?>> producerProperties = new CopyOnWriteArrayList<>();
    private final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    private Worker worker;

    private final class MemoryClients implements KafkaClients {
        @Override
        public Producer<byte[], byte[]> producer(Map<String, ?> properties) {
            producerProperties.add(properties);
            return producer;
        }

        @Override
        public Consumer<byte[], byte[]> consumer(Map<String, ?> properties) {
            throw new UnsupportedOperationException("offsets are read through the worker");
        }

        @Override
        public Admin admin(Map<String, ?> properties) {
            throw new UnsupportedOperationException("no test asks for one");
        }
    }

    @BeforeEach
    void start() {
        ClassLoader previous = Thread.currentThread().getContextClassLoader();
        Thread.currentThread().setContextClassLoader(plugins.delegatingLoader());
        try {
            WorkerConfig config = WorkerConfig.distributed(Map.of(
                    "bootstrap.servers", "127.0.0.1:9",
                    "group.id", "g",
                    "config.storage.topic", "configs",
                    "offset.storage.topic", "offsets",
                    "status.storage.topic", "statuses",
                    "key.converter", "org.apache.kafka.connect.storage.StringConverter",
                    "value.converter", "org.apache.kafka.connect.storage.StringConverter",
                    "exactly.once.source.support", "enabled"));
            Isolated<ConnectorClientConfigOverridePolicy> policy = Isolated.of(
                    new AllConnectorClientConfigOverridePolicy(),
                    Thread.currentThread().getContextClassLoader(),
                    PluginType.CLIENT_CONFIG_OVERRIDE_POLICY,
                    "1");
            worker = new Worker(
                    new WorkerEnvironment(
                            config,
                            plugins,
                            ConfigResolver.of(config, plugins),
                            new ConnectorClients(new MemoryClients(), new ClientProperties(config, "cluster"), policy),
                            offsets,
                            group,
                            new WorkerMeasures(new Metrics(), Time.SYSTEM),
                            Time.SYSTEM),
                    said,
                    new Random(1));
        } finally {
            Thread.currentThread().setContextClassLoader(previous);
        }
    }

    @AfterEach
    void stop() {
        worker.close();
        plugins.close();
    }

    private void startTask(String... more) {
        Map<String, String> config = new HashMap<>(Map.of(
                "name", "c",
                "connector.class", TestPlugins.Obedient.class.getName(),
                "topic", "out",
                "secret", "v"));
        for (int i = 0; i < more.length; i += 2) {
            config.put(more[i], more[i + 1]);
        }
        Map<String, String> task = new HashMap<>(config);
        task.put("task.class", TestPlugins.ObedientTask.class.getName());
        worker.startTask(TASK, new TaskSpec(config, task, 5, 1), TargetState.STARTED);
    }

    @Test
    void aTaskAsksForItsRightAndWritesInTransactionsOfItsOwnId() throws Exception {
        startTask(
                "producer.override.transactional.id",
                "mine",
                "producer.override.enable.idempotence",
                "false",
                "producer.override.linger.ms",
                "7");
        said.await("c-0", "uses out");
        worker.stopTasks(List.of(TASK));

        assertEquals(List.of("fence c", "current c-0 5"), group.asked);
        Map<String, ?> properties = producerProperties.get(0);
        assertEquals("g-c-0", properties.get("transactional.id"));
        assertEquals("true", properties.get("enable.idempotence"));
        assertEquals("7", properties.get("linger.ms"));
        assertEquals("connector-producer-c-0", properties.get("client.id"));
        assertTrue(producer.transactionInitialized());
        assertEquals(
                List.of("out", "offsets"),
                producer.history().stream().map(record -> record.topic()).toList());
    }

    @Test
    void aTaskWaitsUntilTheLeaderAnswers() throws Exception {
        CompletableFuture<Void> answer = new CompletableFuture<>();
        group.fencings.add(CompletableFuture.failedFuture(new ServiceException("the leader is down")));
        group.fencings.add(answer);
        startTask();
        while (group.asked.size() < 2) {
            Thread.onSpinWait();
        }
        assertFalse(producer.transactionInitialized());

        answer.complete(null);

        said.await("c-0", "RUNNING");
    }

    @Test
    void aTaskThatStillWaitsIsStoppedAtOnceAndWasNeverStarted() throws Exception {
        group.fencings.add(new CompletableFuture<>());
        startTask("on.task.start", "fail");
        while (group.asked.isEmpty()) {
            Thread.onSpinWait();
        }

        worker.stopTasks(List.of(TASK));

        assertEquals(
                List.of("c-0 UNASSIGNED"),
                said.all.stream().map(Object::toString).toList());
        assertFalse(producer.transactionInitialized());
    }

    /** What is warned of when a task with this config starts. */
    private List<String> warnings(String... config) throws Exception {
        Logger logger = (Logger) LoggerFactory.getLogger(SourceAssembler.class);
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        logger.addAppender(lines);
        try {
            startTask(config);
            said.await("c-0", "RUNNING");
        } finally {
            logger.detachAppender(lines);
        }
        return List.copyOf(lines.list).stream()
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    @Test
    void anIntervalThatBrokersWouldNotWaitForIsWarnedOf() throws Exception {
        List<String> warnings = warnings(
                "transaction.boundary",
                "interval",
                "transaction.boundary.interval.ms",
                "9000",
                "producer.override.transaction.timeout.ms",
                "9000");

        assertEquals(1, warnings.size());
        assertTrue(warnings.get(0).contains("transaction.boundary.interval.ms=9000"), warnings.get(0));
        assertTrue(warnings.get(0).contains("transaction.timeout.ms=9000"), warnings.get(0));
    }

    @Test
    void aShorterIntervalIsNot() throws Exception {
        assertEquals(
                List.of(), warnings("transaction.boundary", "interval", "transaction.boundary.interval.ms", "59999"));
    }

    @Test
    void aRefusalThatStandsFailsTheTask() throws Exception {
        group.fencings.add(CompletableFuture.failedFuture(new ServiceException.BadRequest("not a source connector")));
        startTask();

        assertTrue(said.await("c-0", "FAILED").change().trace().orElseThrow().contains("not a source connector"));
    }
}
