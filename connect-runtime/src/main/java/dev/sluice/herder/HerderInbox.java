package dev.sluice.herder;

import dev.sluice.concurrent.AwakeTime;
import dev.sluice.concurrent.EventQueue;
import dev.sluice.concurrent.Threads;
import dev.sluice.group.GroupAssignment;
import dev.sluice.group.MembershipListener;
import dev.sluice.group.WorkerLoop;
import dev.sluice.model.ConfigSnapshot;
import dev.sluice.model.WorkShare;
import dev.sluice.store.config.ConfigEvent;
import dev.sluice.store.config.ConfigListener;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where stores, group and worker report to. It exists before the herder does, and keeps what comes in until the herder
 * starts.
 */
public final class HerderInbox implements ConfigListener, MembershipListener, WorkerLoop, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HerderInbox.class);

    private final Threads threads;
    private final EventQueue<HerderEvent> loop;
    private final EventQueue.FailureHandler fatal;
    private final long stopLimitMs;
    private final AtomicInteger generation = new AtomicInteger(-1);
    private final CompletableFuture<Void> workEnded = new CompletableFuture<>();
    private final AtomicReference<HerderEvent.Revoking> revocation = new AtomicReference<>();
    private final Set<HerderEvent.TaskConfigsWanted> wanting = ConcurrentHashMap.newKeySet();
    private volatile Consumer<HerderEvent.Revoking> stopPastTheLoop = revoking -> {};
    private volatile RebalanceObserver rebalances = RebalanceObserver.NONE;
    private volatile String activity = "starting";

    /**
     * @param threads     where the herder runs
     * @param stopLimitMs how long the group waits at most for revoked work to stop, in ms
     * @param fatal       told when the worker cannot go on
     */
    public HerderInbox(Threads threads, long stopLimitMs, EventQueue.FailureHandler fatal) {
        this.threads = threads;
        this.loop = threads.eventQueue("herder", fatal);
        this.fatal = fatal;
        this.stopLimitMs = stopLimitMs;
    }

    Threads threads() {
        return threads;
    }

    EventQueue<HerderEvent> loop() {
        return loop;
    }

    /** A connector may ask for new task configs as often as it likes; what waits already is not queued twice. */
    boolean post(HerderEvent event) {
        return waitsAlready(event) || loop.post(event);
    }

    /** As {@link #post}, after a delay in ms: of several tries with the same delay to get a connector's task configs one is enough. */
    void postAfter(long delayMs, HerderEvent event) {
        if (!waitsAlready(event)) {
            loop.postAfter(delayMs, event);
        }
    }

    private boolean waitsAlready(HerderEvent event) {
        return event instanceof HerderEvent.TaskConfigsWanted wanted && !wanting.add(wanted);
    }

    /** How long stopping work may take, in ms. */
    long stopLimitMs() {
        return stopLimitMs;
    }

    /** The group's generation as of the last rebalance; -1 before the first. */
    int generation() {
        return generation.get();
    }

    @Override
    public void onChange(ConfigSnapshot after, List<ConfigEvent> events) {
        loop.post(new HerderEvent.ConfigChanged(after, events));
    }

    @Override
    public void onJoined(GroupAssignment assignment) {
        if (generation.getAndSet(assignment.generation()) != assignment.generation()) {
            rebalances.assigned(assignment);
        }
        loop.post(new HerderEvent.Joined(assignment));
    }

    /**
     * Waits for the work to stop: the group must not give it to another worker before. A worker that is being closed
     * takes no more events; it stops everything by itself, and that is waited for.
     */
    @Override
    public void onRevoked(WorkShare revoked, boolean everything) {
        HerderEvent.Revoking revoking = new HerderEvent.Revoking(revoked, new CompletableFuture<>());
        revocation.set(revoking);
        loop.post(revoking);
        if (!awaitStop(revoking) && revocation.compareAndSet(revoking, null)) {
            LOG.warn("Stopping revoked work without the herder, which is stuck activity=\"{}\"", activity);
            stopPastTheLoop.accept(revoking);
            awaitStop(revoking);
        }
    }

    private boolean awaitStop(HerderEvent.Revoking revoking) {
        CompletableFuture<Object> stopped = CompletableFuture.anyOf(revoking.stopped(), workEnded);
        AwakeTime time = new AwakeTime(stopLimitMs, threads::nanoTime);
        try {
            while (!isDone(stopped, time.nextMs())) {
                if (time.isOver()) {
                    LOG.warn("Revoked work has not stopped in time limitMs={} {}", stopLimitMs, revoking.share());
                    return false;
                }
            }
        } catch (ExecutionException e) {
            LOG.warn("Revoked work did not stop cleanly {}", revoking.share(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return true;
    }

    private boolean isDone(CompletableFuture<?> outcome, long limitMs) throws ExecutionException, InterruptedException {
        try {
            threads.await(outcome, limitMs);
            return true;
        } catch (TimeoutException e) {
            return false;
        }
    }

    @Override
    public CompletableFuture<?> probe() {
        CompletableFuture<Boolean> answered = new CompletableFuture<>();
        return loop.post(new HerderEvent.Probe(answered)) ? answered : CompletableFuture.completedFuture(null);
    }

    @Override
    public String activity() {
        return activity;
    }

    /** How to stop work when the loop does not get to it. */
    void stopPastTheLoopWith(Consumer<HerderEvent.Revoking> stop) {
        stopPastTheLoop = stop;
    }

    /** The loop has begun with an event. */
    void begun(HerderEvent event) {
        activity = "handling " + event.getClass().getSimpleName();
        if (event instanceof HerderEvent.Revoking revoking) {
            revocation.compareAndSet(revoking, null);
        } else if (event instanceof HerderEvent.TaskConfigsWanted wanted) {
            wanting.remove(wanted);
        }
    }

    /** Who hears of rebalances from now on; nobody does before. */
    public void observeRebalances(RebalanceObserver observer) {
        rebalances = observer;
    }

    /** What the last assignment brings is being started. */
    void resolved() {
        rebalances.resolved();
    }

    /** The worker runs nothing any more, and never will again. */
    void workEnded() {
        workEnded.complete(null);
    }

    @Override
    public CompletableFuture<Void> onDeleted(WorkShare deleted) {
        CompletableFuture<Void> stopped = new CompletableFuture<>();
        return loop.post(new HerderEvent.Revoking(deleted, stopped)) ? stopped : workEnded;
    }

    @Override
    public void onFatal(Throwable error) {
        fatal.failed(error);
    }

    @Override
    public void close() {
        loop.close();
    }
}
