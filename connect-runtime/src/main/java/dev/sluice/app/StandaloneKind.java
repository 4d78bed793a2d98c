package dev.sluice.app;

import dev.sluice.concurrent.Threads;
import dev.sluice.config.WorkerConfig;
import dev.sluice.group.SoloMembership;
import dev.sluice.herder.HerderInbox;
import dev.sluice.log.FailureListener;
import dev.sluice.model.ConfigSnapshot;
import dev.sluice.store.config.ConfigListener;
import dev.sluice.store.config.MemoryConfigStore;
import dev.sluice.store.offset.FileOffsetStore;
import dev.sluice.store.status.MemoryStatusStore;
import dev.sluice.store.status.StatusListener;
import java.util.Map;
import java.util.function.Supplier;

/** A worker without a group: source offsets are in a file, everything else lasts as long as the process. */
final class StandaloneKind implements WorkerKind {
    @Override
    public WorkerConfig parse(Map<String, String> properties) {
        return WorkerConfig.standalone(properties);
    }

    @Override
    public Front front(WorkerConfig config) {
        return new RestFront(config);
    }

    @Override
    public Stores stores(
            WorkerConfig config,
            Kafka kafka,
            ConfigListener configListener,
            StatusListener statusListener,
            FailureListener failures,
            Threads threads) {
        return new Stores(
                new MemoryConfigStore(configListener),
                new FileOffsetStore(config.offsetFile()),
                new MemoryStatusStore(statusListener, System::currentTimeMillis));
    }

    @Override
    public Place place(
            WorkerConfig config,
            Kafka kafka,
            Front front,
            Supplier<ConfigSnapshot> configView,
            HerderInbox inbox,
            Threads threads) {
        SoloMembership solo = new SoloMembership(
                front.advertisedUrl().toString(), configView, inbox, threads.pool("solo-membership", 1));
        return new Place(solo, () -> true, solo::start, solo);
    }
}
