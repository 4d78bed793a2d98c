package dev.sluice.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.config.ClientProperties;
import dev.sluice.config.ConfigResolver;
import dev.sluice.config.WorkerConfig;
import dev.sluice.kafka.KafkaClients;
import dev.sluice.metrics.WorkerMeasures;
import dev.sluice.model.TargetState;
import dev.sluice.model.TaskId;
import dev.sluice.model.WorkShare;
import dev.sluice.pipeline.source.MemoryOffsets;
import dev.sluice.plugin.Isolated;
import dev.sluice.plugin.PluginCatalog;
import dev.sluice.plugin.PluginDiscoveryMode;
import dev.sluice.plugin.PluginScanner;
import dev.sluice.plugin.PluginType;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.connect.connector.policy.ConnectorClientConfigOverridePolicy;
import org.apache.kafka.connect.connector.policy.ConnectorClientConfigRequest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WorkerTest {
    private static final TaskId TASK = new TaskId("c", 0);
    private static PluginCatalog plugins;

    private final RecordedWorker said = new RecordedWorker();
    private final MemoryOffsets offsets = new MemoryOffsets();
    private final RecordedFencing fencing = new RecordedFencing();
    private final List<MockProducer<byte[], byte[]>> producers = new CopyOnWriteArrayList<>();
    private final Metrics metrics = new Metrics();
    private Worker worker;

    @BeforeAll
    static void scan() {
        plugins = new PluginScanner(null, "test").scan((String) null, PluginDiscoveryMode.ONLY_SCAN);
    }

    @AfterAll
    static void closePlugins() {
        plugins.close();
    }

    /** Refuses one setting. */
    private static final class Policy implements ConnectorClientConfigOverridePolicy {
        @Override
        public List<ConfigValue> validate(ConnectorClientConfigRequest request) {
            ConfigValue refused = new ConfigValue("forbidden");
            refused.addErrorMessage("not allowed");
            return request.clientProps().containsKey("forbidden") ? List.of(refused) : List.of();
        }

        @Override
        public void configure(Map<String, ?> configs) {}

        @Override
        public void close() {}
    }

    private final class MemoryClients implements KafkaClients {
        @Override
        public Producer<byte[], byte[]> producer(Map<String, ?> properties) {
            MockProducer<byte[], byte[]> producer =
                    new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
            producers.add(producer);
            return producer;
        }

        @Override
        public Consumer<byte[], byte[]> consumer(Map<String, ?> properties) {
            return new MockConsumer<>("earliest");
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
            WorkerConfig config = WorkerConfig.distributed(Map.ofEntries(
                    Map.entry("bootstrap.servers", "127.0.0.1:9"),
                    Map.entry("group.id", "g"),
                    Map.entry("config.storage.topic", "configs"),
                    Map.entry("offset.storage.topic", "offsets"),
                    Map.entry("status.storage.topic", "statuses"),
                    Map.entry("key.converter", "org.apache.kafka.connect.storage.StringConverter"),
                    Map.entry("value.converter", "org.apache.kafka.connect.storage.StringConverter"),
                    Map.entry("task.shutdown.graceful.timeout.ms", "300"),
                    Map.entry("config.providers", "env,vault"),
                    Map.entry("config.providers.vault.class", TestPlugins.Vault.class.getName()),
                    Map.entry(
                            "config.providers.env.class",
                            "org.apache.kafka.common.config.provider.EnvVarConfigProvider")));
            Isolated<ConnectorClientConfigOverridePolicy> policy = Isolated.of(
                    new Policy(),
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
                            fencing,
                            new WorkerMeasures(metrics, Time.SYSTEM),
                            Time.SYSTEM),
                    said,
                    new Random(1));
        } finally {
            Thread.currentThread().setContextClassLoader(previous);
        }
    }

    @AfterEach
    void stop() {
        TestPlugins.GATES.values().forEach(CountDownLatch::countDown);
        worker.close();
    }

    private static Map<String, String> config(String... more) {
        Map<String, String> config = new HashMap<>(Map.of(
                "name", "c", "connector.class", TestPlugins.Obedient.class.getName(), "topic", "out", "secret", "s"));
        for (int i = 0; i < more.length; i += 2) {
            config.put(more[i], more[i + 1]);
        }
        return config;
    }

    private void startConnector(Map<String, String> config) throws Exception {
        worker.startConnector("c", config, TargetState.STARTED).get(30, TimeUnit.SECONDS);
    }

    private void startTask(Map<String, String> config) {
        Map<String, String> task = new HashMap<>(config);
        task.put("task.class", TestPlugins.ObedientTask.class.getName());
        worker.startTask(TASK, new TaskSpec(config, task, 1, 1), TargetState.STARTED);
    }

    private static Throwable causeOf(CompletableFuture<?> future) {
        return assertThrows(ExecutionException.class, () -> future.get(30, TimeUnit.SECONDS))
                .getCause();
    }

    @Test
    void aConnectorRunsAndItsVersionIsKnown() throws Exception {
        startConnector(config());

        assertEquals("3.2.1", said.await("c", "RUNNING").change().version().orElseThrow());
        assertEquals(new WorkShare(Set.of("c"), Set.of()), worker.running());
    }

    @Test
    void aConnectorThatFailsToStartSaysWhy() throws Exception {
        Throwable cause = causeOf(worker.startConnector("c", config("on.start", "fail"), TargetState.STARTED));

        assertTrue(cause.getMessage().contains("told to fail"));
        assertTrue(said.await("c", "FAILED").change().trace().orElseThrow().contains("told to fail in on.start"));
        assertEquals(Set.of("c"), worker.running().connectors(), "until somebody stops it");
    }

    @Test
    void aConnectorsFailureThatCannotBePrintedIsAFailureAllTheSame() throws Exception {
        causeOf(worker.startConnector("c", config("on.start", "unprintable"), TargetState.STARTED));

        assertTrue(said.await("c", "FAILED").change().trace().orElseThrow().contains("Unprintable"));
        causeOf(worker.setConnectorTarget("c", TargetState.PAUSED));
        worker.setConnectorTarget("c", TargetState.STOPPED).get(30, TimeUnit.SECONDS);
        said.await("c", "STOPPED");
    }

    @Test
    void aConnectorThatBreaksHarmsNobodyElse() throws Exception {
        causeOf(worker.startConnector("c", config("on.start", "error"), TargetState.STARTED));
        Map<String, String> other = config("name", "other");

        worker.startConnector("other", other, TargetState.STARTED).get(30, TimeUnit.SECONDS);

        said.await("other", "RUNNING");
    }

    @Test
    void aClassThatIsNotInstalledFailsTheConnector() throws Exception {
        causeOf(worker.startConnector("c", config("connector.class", "no.such.Thing"), TargetState.STARTED));

        assertTrue(said.await("c", "FAILED").change().trace().orElseThrow().contains("no.such.Thing"));
    }

    @Test
    void aPausedConnectorIsNotStartedUntilItIsResumed() throws Exception {
        worker.startConnector("c", config("on.start", "fail"), TargetState.PAUSED)
                .get(30, TimeUnit.SECONDS);
        said.await("c", "PAUSED");

        causeOf(worker.setConnectorTarget("c", TargetState.STARTED));

        said.await("c", "FAILED");
    }

    @Test
    void aConnectorPausesResumesAndStops() throws Exception {
        startConnector(config());
        worker.setConnectorTarget("c", TargetState.PAUSED).get(30, TimeUnit.SECONDS);
        said.await("c", "PAUSED");
        worker.setConnectorTarget("c", TargetState.STARTED).get(30, TimeUnit.SECONDS);
        said.await("c", "RUNNING");
        worker.setConnectorTarget("c", TargetState.STOPPED).get(30, TimeUnit.SECONDS);
        said.await("c", "STOPPED");

        worker.stopConnectors(List.of("c"));

        said.await("c", "UNASSIGNED");
        assertTrue(worker.running().isEmpty());
    }

    @Test
    void aFailedConnectorCanOnlyBeStopped() throws Exception {
        causeOf(worker.startConnector("c", config("on.start", "fail"), TargetState.STARTED));
        causeOf(worker.setConnectorTarget("c", TargetState.PAUSED));

        worker.setConnectorTarget("c", TargetState.STOPPED).get(30, TimeUnit.SECONDS);

        said.await("c", "STOPPED");
    }

    @Test
    void aNewerTargetReplacesOneThatWaits() throws Exception {
        TestPlugins.GATES.put("g", new CountDownLatch(1));
        CompletableFuture<Void> started = worker.startConnector("c", config("on.start", "wait:g"), TargetState.STARTED);
        CompletableFuture<Void> first = worker.setConnectorTarget("c", TargetState.PAUSED);
        CompletableFuture<Void> second = worker.setConnectorTarget("c", TargetState.STOPPED);
        assertTrue(started.isCompletedExceptionally() || first.isCompletedExceptionally());

        TestPlugins.GATES.get("g").countDown();

        second.get(30, TimeUnit.SECONDS);
        said.await("c", "STOPPED");
    }

    @Test
    void aConnectorAsksForNewTaskConfigsAndRaisesErrors() throws Exception {
        startConnector(config("reconfigure", "yes", "raise", "yes"));

        said.await("c", "reconfigure");
        assertTrue(said.await("c", "FAILED").change().trace().orElseThrow().contains("raised"));
    }

    @Test
    void aConnectorThatFailsAfterItsStartIsStoppedAllTheSame() throws Exception {
        TestPlugins.GATES.put("end", new CountDownLatch(0));
        TestPlugins.REACHED.put("end", new CountDownLatch(1));
        startConnector(config("raise", "yes", "on.stop", "wait:end"));
        said.await("c", "FAILED");

        worker.stopConnectors(List.of("c"));

        assertTrue(TestPlugins.REACHED.get("end").await(30, TimeUnit.SECONDS));
    }

    @Test
    void taskConfigsAreStoredWithWhatTheWorkerNeedsAndWithoutSecrets() throws Exception {
        startConnector(config("tasks.max", "2", "makes", "2", "secret", "${env:PATH}", "topics", "t1,t2"));

        List<Map<String, String>> configs = worker.taskConfigs("c").get(30, TimeUnit.SECONDS);

        assertEquals(2, configs.size());
        assertEquals(TestPlugins.ObedientTask.class.getName(), configs.get(0).get("task.class"));
        assertEquals("t1,t2", configs.get(0).get("topics"));
        assertEquals("1", configs.get(1).get("number"));
        assertEquals("2", configs.get(1).get("max"));
        assertEquals("${env:PATH}", configs.get(0).get("secret"));
    }

    @Test
    void tooManyTasksFailTheConnectorUnlessThatIsNotEnforced() throws Exception {
        startConnector(config("makes", "2"));
        assertTrue(causeOf(worker.taskConfigs("c")) instanceof TooManyTasksException);
        said.await("c", "FAILED");
        worker.stopConnectors(List.of("c"));

        startConnector(config("makes", "2", "tasks.max.enforce", "false"));

        assertEquals(2, worker.taskConfigs("c").get(30, TimeUnit.SECONDS).size());
    }

    @Test
    void askingABlockedConnectorForTaskConfigsBlocksNobody() throws Exception {
        TestPlugins.GATES.put("g", new CountDownLatch(1));
        startConnector(config("on.task.configs", "wait:g"));

        CompletableFuture<List<Map<String, String>>> configs = worker.taskConfigs("c");
        assertFalse(configs.isDone());
        TestPlugins.GATES.get("g").countDown();

        assertEquals(1, configs.get(30, TimeUnit.SECONDS).size());
    }

    @Test
    void whatAnAbandonedConnectorAnswersLateIsNotTakenForItsSuccessorsAnswer() throws Exception {
        TestPlugins.GATES.put("late", new CountDownLatch(1));
        TestPlugins.REACHED.put("late", new CountDownLatch(1));
        startConnector(config("on.task.configs", "wait:late"));
        CompletableFuture<List<Map<String, String>>> late = worker.taskConfigs("c");
        assertTrue(TestPlugins.REACHED.get("late").await(30, TimeUnit.SECONDS));

        worker.stopConnectors(List.of("c"));

        assertTrue(causeOf(late) instanceof ConnectorStoppedException);
        startConnector(config());
        TestPlugins.GATES.get("late").countDown();
        assertEquals(1, worker.taskConfigs("c").get(30, TimeUnit.SECONDS).size());
    }

    @Test
    void aConnectorThatIsNotHereHasNoTaskConfigs() {
        assertTrue(causeOf(worker.taskConfigs("nobody")) instanceof IllegalStateException);
    }

    @Test
    void aTaskRunsWithItsVariablesResolvedAndCommitsAtItsEnd() throws Exception {
        startTask(config("secret", "${env:PATH}"));
        assertEquals("3.2.1", said.await("c-0", "RUNNING").change().version().orElseThrow());
        said.await("c-0", "uses out");

        worker.stopTasks(List.of(TASK));

        said.await("c-0", "UNASSIGNED");
        String sent = new String(producers.get(0).history().get(0).value(), StandardCharsets.UTF_8);
        assertEquals(System.getenv("PATH"), sent);
        assertEquals(7L, offsets.stored("c", Map.of("p", "a")).get("o"));
        assertTrue(worker.running().isEmpty());
    }

    @Test
    void aTaskThatFailsSaysWhyAndNothingMore() throws Exception {
        startTask(config("on.poll", "fail"));

        assertTrue(said.await("c-0", "FAILED").change().trace().orElseThrow().contains("told to fail in on.poll"));
        worker.stopTasks(List.of(TASK));
        assertEquals("c-0 FAILED", said.all.get(said.all.size() - 1).toString());
    }

    @Test
    void anErrorOfATaskIsAFailureToo() throws Exception {
        startTask(config("on.task.start", "error"));

        assertTrue(said.await("c-0", "FAILED").change().trace().orElseThrow().contains("NoClassDefFoundError"));
    }

    @Test
    void aTaskThatCannotBeMadeFails() throws Exception {
        Map<String, String> config = config();
        worker.startTask(TASK, new TaskSpec(config, Map.of("task.class", "no.such.Task"), 1, 1), TargetState.STARTED);

        said.await("c-0", "FAILED");
    }

    @Test
    void aSettingThatThePolicyRefusesFailsTheTask() throws Exception {
        startTask(config("producer.override.forbidden", "1"));

        assertTrue(said.await("c-0", "FAILED").change().trace().orElseThrow().contains("forbidden"));
    }

    @Test
    void eachTaskFailsIfThereAreMoreThanTasksMax() throws Exception {
        Map<String, String> config = config();
        worker.startTask(TASK, new TaskSpec(config, config, 1, 2), TargetState.STARTED);

        String trace = said.await("c-0", "FAILED").change().trace().orElseThrow();
        assertTrue(trace.contains("The connector c has generated 2 tasks, which is greater than 1"), trace);
    }

    @Test
    void aTaskThatStartsPausedWaitsUntilItIsResumed() throws Exception {
        Map<String, String> config = config();
        config.put("task.class", TestPlugins.ObedientTask.class.getName());
        worker.startTask(TASK, new TaskSpec(config, config, 1, 1), TargetState.PAUSED);
        said.await("c-0", "PAUSED");

        worker.setTaskTarget(TASK, TargetState.STARTED);

        said.await("c-0", "RUNNING");
    }

    @Test
    void aTaskThatDoesNotEndIsAbandonedAndNotHeardOfAgain() throws Exception {
        TestPlugins.GATES.put("g", new CountDownLatch(1));
        startTask(config("on.task.stop", "wait:g"));
        said.await("c-0", "RUNNING");

        worker.stopTasks(List.of(TASK));

        assertTrue(worker.running().isEmpty());
        startTask(config("topic", "second"));
        said.await("c-0", "RUNNING");
        TestPlugins.GATES.get("g").countDown();
        said.await("c-0", "uses second");
        assertFalse(said.all.stream().anyMatch(each -> each.what().equals("UNASSIGNED")));
    }

    @Test
    void aChangedSecretIsToldOfConnectorAndTaskAndAnUnchangedOneOfNeither() throws Exception {
        TestPlugins.Vault.SECRETS.put("old", "1");
        TestPlugins.Vault.SECRETS.put("key", "1");
        startConnector(config("secret", "${vault:key}"));
        startTask(config("secret", "${vault:key}"));
        Map<String, String> unchanged = config("name", "other", "secret", "${vault:old}");
        worker.startConnector("other", unchanged, TargetState.STARTED).get(30, TimeUnit.SECONDS);
        Map<String, String> deaf = config("name", "deaf", "secret", "${vault:key}", "config.action.reload", "none");
        worker.startConnector("deaf", deaf, TargetState.STARTED).get(30, TimeUnit.SECONDS);
        said.await("c-0", "RUNNING");

        TestPlugins.Vault.SECRETS.put("key", "2");

        said.await("secrets", Set.of("c", "c-0"));
        assertFalse(said.all.stream()
                .anyMatch(each ->
                        each.what().equals("secrets") && Set.of("other", "deaf").contains(each.about())));
    }

    @Test
    void aTaskSaysWhenItLastGotOnAsLongAsItIsHere() throws Exception {
        assertEquals(Optional.empty(), worker.progress(TASK));
        startTask(config());
        said.await("c-0", "uses out");

        assertTrue(worker.progress(TASK).orElseThrow().lastPollMs() > 0);
        assertEquals(0, worker.progress(TASK).orElseThrow().lastPutMs(), "a source takes nothing");
        worker.stopTasks(List.of(TASK));
        assertEquals(Optional.empty(), worker.progress(TASK));
    }

    @Test
    void aTasksMetricsAreThereUntilItIsStoppedAlsoIfItDoesNotEnd() throws Exception {
        TestPlugins.GATES.put("g", new CountDownLatch(1));
        startTask(config("on.task.stop", "wait:g"));
        said.await("c-0", "uses out");
        assertEquals("running", metric("connector-task-metrics", "status"));
        assertEquals(TestPlugins.Obedient.class.getName(), metric("connector-task-metrics", "connector-class"));
        assertEquals(1.0, metric("source-task-metrics", "source-record-poll-total"));
        assertEquals(0.0, metric("task-error-metrics", "total-record-failures"));

        worker.stopTasks(List.of(TASK));

        assertTrue(metrics.metrics().keySet().stream()
                .noneMatch(name -> "0".equals(name.tags().get("task"))));
        startTask(config());
        said.await("c-0", "uses out");
        TestPlugins.GATES.get("g").countDown();
        assertEquals("running", metric("connector-task-metrics", "status"));
    }

    private Object metric(String group, String name) {
        return metrics.metric(metrics.metricName(name, group, "", Map.of("connector", "c", "task", "0")))
                .metricValue();
    }

    @Test
    void aFailureThatCannotBePrintedIsAFailureAllTheSame() throws Exception {
        startTask(config("on.poll", "unprintable"));

        assertTrue(said.await("c-0", "FAILED").change().trace().orElseThrow().contains("Unprintable"));
    }

    @Test
    void aTaskRunsOnce() throws Exception {
        startTask(config());
        said.await("c-0", "RUNNING");

        assertThrows(IllegalStateException.class, () -> startTask(config()));
    }
}
