package dev.sluice.simulation;

import dev.sluice.concurrent.TestClock;
import dev.sluice.config.ConfigResolver;
import dev.sluice.config.WorkerConfig;
import dev.sluice.group.GroupSettings;
import dev.sluice.herder.Herder;
import dev.sluice.herder.HerderInbox;
import dev.sluice.herder.HerderRules;
import dev.sluice.herder.WorkerReports;
import dev.sluice.kafka.TopicSettings;
import dev.sluice.logging.NoLoggerLevels;
import dev.sluice.logging.SecretMask;
import dev.sluice.model.SessionKey;
import dev.sluice.service.ConnectService;
import dev.sluice.service.ServerInfo;
import dev.sluice.store.config.ConfigStore;
import dev.sluice.store.config.ConfigStoreSettings;
import dev.sluice.store.config.KafkaConfigStore;
import dev.sluice.store.status.KafkaStatusStore;
import dev.sluice.store.status.StatusListener;
import dev.sluice.store.status.StatusStore;
import dev.sluice.store.status.StatusStoreSettings;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.spec.SecretKeySpec;

/**
 * One worker and its machine: the product's herder, stores and group session, put together as the composition root does,
 * over simulated threads, brokers, group and work. It can crash, freeze, lose the network, stop in good order and start
 * again with nothing but its URL.
 */
final class SimulatedNode {
    static final GroupSettings.Timeouts TIMEOUTS = new GroupSettings.Timeouts(10_000, 60_000, 3_000);
    private static final long STOP_LIMIT_MS = 15_000;
    private static final Duration CATCH_UP_LIMIT = Duration.ofSeconds(3);
    private static final ConfigResolver NO_VARIABLES = ConfigResolver.of(
            WorkerConfig.distributed(Map.of(
                    "bootstrap.servers", "none:9092",
                    "group.id", "simulated",
                    "key.converter", "org.apache.kafka.connect.json.JsonConverter",
                    "value.converter", "org.apache.kafka.connect.json.JsonConverter",
                    "config.storage.topic", "configs",
                    "offset.storage.topic", "offsets",
                    "status.storage.topic", "status")),
            null);

    private final Cluster cluster;
    private final String name;
    private SimulatedProcess process;
    private Parts parts;
    private boolean cutOff;
    private boolean stopping;
    private int lives;

    private record Parts(
            Herder herder, SimulatedMembership group, ConfigStore configs, StatusStore statuses, SimulatedWork work) {}

    SimulatedNode(Cluster cluster, int number) {
        this.cluster = cluster;
        this.name = "worker" + number;
        this.process = new SimulatedProcess(cluster.world(), name);
        process.die();
    }

    World world() {
        return cluster.world();
    }

    SimulatedCoordinator coordinator() {
        return cluster.coordinator();
    }

    Facts facts() {
        return cluster.facts();
    }

    SimulatedPlugins plugins() {
        return cluster.plugins();
    }

    SimulatedProcess process() {
        return process;
    }

    String workerId() {
        return name + ":8083";
    }

    String url() {
        return "http://" + workerId() + "/";
    }

    boolean isCutOff() {
        return cutOff;
    }

    boolean isDown() {
        return process.isDead();
    }

    /** Whether it is on its way down. */
    boolean isStopping() {
        return stopping && !process.isDead();
    }

    /** Whether its REST API answers. */
    boolean isServing() {
        return parts != null && !process.isDead();
    }

    ConnectService service() {
        return parts.herder.service();
    }

    ConfigStore configs() {
        return parts.configs;
    }

    StatusStore statuses() {
        return parts.statuses;
    }

    SimulatedWork work() {
        return parts.work;
    }

    void start() {
        process = new SimulatedProcess(world(), name + (lives == 0 ? "" : "'" + lives));
        lives++;
        stopping = false;
        parts = null;
        process.trace(() -> "starts");
        SimulatedProcess current = process;
        process.after(0, () -> boot(current));
    }

    private void boot(SimulatedProcess current) {
        World world = world();
        Conditions conditions = cluster.conditions();
        SimulatedThreads threads = new SimulatedThreads(world, current);
        HerderInbox inbox =
                new HerderInbox(threads, STOP_LIMIT_MS, error -> world.violated(name + " cannot go on", error));
        ConfigStore configs = configStore(current, threads, inbox);
        Clock clock = clock();
        StatusStore statuses = new KafkaStatusStore(
                cluster.brokers().logsFor(this, current),
                new StatusStoreSettings(topic("status", 5), Map.of("retries", "0"), Map.of()),
                StatusListener.NONE,
                (topic, cause) -> world.violated("reading " + topic + " ended", cause),
                clock,
                threads);
        statuses.start();
        configs.start();
        WorkerReports reports =
                new WorkerReports(inbox, statuses, configs::snapshot, workerId(), true, new SecretMask(), clock);
        SimulatedWork work = new SimulatedWork(this, current, reports);
        SimulatedMembership group = new SimulatedMembership(
                this,
                current,
                new GroupSettings(
                        "simulated", url(), conditions.protocol(), TIMEOUTS, conditions.rebalanceDelayMs(), Map.of()),
                configs::snapshot,
                inbox);
        Herder herder = new Herder(
                inbox,
                new HerderRules(
                        10_000,
                        conditions.rebalanceDelayMs(),
                        85_000,
                        60_000,
                        "HmacSHA256",
                        conditions.transactional()),
                CATCH_UP_LIMIT,
                new Herder.Parts(work, reports, configs, statuses, group, null, cluster.plugins()),
                new Herder.Surroundings(
                        cluster.rest().gatewayOf(this),
                        NO_VARIABLES,
                        new NoLoggerLevels(),
                        List.of("HmacSHA256"),
                        () -> new SessionKey(new SecretKeySpec(world.bytes(32), "HmacSHA256"), world.nowMs()),
                        new ServerInfo("simulated", "none", "cluster"),
                        clock));
        herder.start();
        group.start();
        parts = new Parts(herder, group, configs, statuses, work);
    }

    private ConfigStore configStore(SimulatedProcess current, SimulatedThreads threads, HerderInbox inbox) {
        boolean transactional = cluster.conditions().transactional();
        return new KafkaConfigStore(
                cluster.brokers().logsFor(this, current),
                cluster.brokers().clientsFor(this, current),
                new ConfigStoreSettings(
                        topic("configs", 1),
                        Map.of(),
                        Map.of(),
                        Map.of(),
                        transactional ? Optional.of(Map.of("transactional.id", "leader")) : Optional.empty()),
                inbox,
                (topic, cause) -> world().violated("reading " + topic + " ended", cause),
                threads);
    }

    private static TopicSettings topic(String name, int partitions) {
        return new TopicSettings(name + ".storage.topic", name, partitions, (short) 1, Map.of());
    }

    private Clock clock() {
        return new TestClock(world()::nowMs);
    }

    void crash() {
        process.trace(() -> "crashes");
        coordinator().breakOff(process);
        process.die();
    }

    /** Stops in good order: the herder first, then the group, then the stores. */
    void stop() {
        if (!isServing() || process.isFrozen()) {
            return;
        }
        stopping = true;
        process.trace(() -> "stops");
        Parts going = parts;
        parts = null;
        SimulatedProcess current = process;
        process.after(0, () -> {
            going.herder.close();
            going.group.close();
            going.statuses.close();
            going.configs.close();
            current.trace(() -> "has stopped");
            current.die();
        });
    }

    void freeze() {
        process.trace(() -> "freezes");
        process.freeze();
    }

    void thaw() {
        process.trace(() -> "thaws");
        process.thaw();
    }

    void cutOff() {
        process.trace(() -> "is cut off");
        cutOff = true;
        coordinator().breakOff(process);
    }

    void reconnect() {
        process.trace(() -> "is connected again");
        cutOff = false;
    }
}
