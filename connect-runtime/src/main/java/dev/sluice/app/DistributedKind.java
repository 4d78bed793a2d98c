package dev.sluice.app;

import dev.sluice.concurrent.Threads;
import dev.sluice.config.ClientProperties;
import dev.sluice.config.WorkerConfig;
import dev.sluice.group.GroupMembership;
import dev.sluice.group.GroupProtocol;
import dev.sluice.group.GroupSettings;
import dev.sluice.herder.HerderInbox;
import dev.sluice.log.FailureListener;
import dev.sluice.model.ConfigSnapshot;
import dev.sluice.store.config.ConfigListener;
import dev.sluice.store.status.StatusListener;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.common.utils.Time;

/** A worker of a group, which keeps what has to last in three topics. */
final class DistributedKind implements WorkerKind {
    private final Function<WorkerConfig, Front> fronts;

    /** @param fronts how the worker is reached */
    DistributedKind(Function<WorkerConfig, Front> fronts) {
        this.fronts = fronts;
    }

    @Override
    public WorkerConfig parse(Map<String, String> properties) {
        return WorkerConfig.distributed(properties);
    }

    @Override
    public Front front(WorkerConfig config) {
        return fronts.apply(config);
    }

    @Override
    public Stores stores(
            WorkerConfig config,
            Kafka kafka,
            ConfigListener configListener,
            StatusListener statusListener,
            FailureListener failures,
            Threads threads) {
        return Stores.of(
                config,
                kafka.properties(),
                kafka.clients(),
                kafka.admin(),
                configListener,
                statusListener,
                failures,
                threads);
    }

    @Override
    public Place place(
            WorkerConfig config,
            Kafka kafka,
            Front front,
            Supplier<ConfigSnapshot> configView,
            HerderInbox inbox,
            Threads threads) {
        GroupMembership group =
                new GroupMembership(settings(config, kafka.properties(), front), configView, inbox, inbox, Time.SYSTEM);
        return new Place(group, () -> group.memberId().isPresent(), group::start, group);
    }

    private static GroupSettings settings(WorkerConfig config, ClientProperties properties, Front front) {
        return new GroupSettings(
                config.groupId(),
                front.advertisedUrl().toString(),
                GroupProtocol.valueOf(config.connectProtocol().toUpperCase(Locale.ROOT)),
                new GroupSettings.Timeouts(
                        config.sessionTimeoutMs(), config.rebalanceTimeoutMs(), config.heartbeatIntervalMs()),
                config.scheduledRebalanceMaxDelayMs(),
                properties.groupMember(front.workerId()));
    }
}
