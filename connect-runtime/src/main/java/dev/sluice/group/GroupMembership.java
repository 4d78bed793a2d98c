package dev.sluice.group;

import dev.sluice.concurrent.NamedThreads;
import dev.sluice.model.ConfigSnapshot;
import dev.sluice.model.TaskId;
import dev.sluice.model.WorkShare;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.apache.kafka.common.errors.CoordinatorNotAvailableException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.utils.Time;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This worker's membership of its group, over Kafka's classic group protocol (KIP-415, KIP-507): joins, stays in touch
 * from a thread of its own, takes assignments and makes them while it leads.
 *
 * <p>It joins again by itself when the coordinator asks for it. When anything else calls for a rebalance, a new
 * connector or a delay that is over, its owner has to say so with {@link #requestRejoin}.
 */
public final class GroupMembership implements Membership, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(GroupMembership.class);

    private static final Duration LEAVE_TIMEOUT = Duration.ofSeconds(3);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(30);

    private final GroupSettings settings;
    private final MembershipListener listener;
    private final Time time;
    private final SessionLease lease;
    private final LoopWatch loopWatch;
    private final GroupSession session;
    private final GroupNetwork network;
    private final ConnectCoordinator coordinator;
    private final Thread thread;

    private final AtomicReference<String> rejoinReason = new AtomicReference<>();
    private final AtomicReference<Departure> departure = new AtomicReference<>();
    private volatile boolean closing;
    private boolean away;
    private boolean pauseFirst;
    private boolean loopIsStuck;

    private record Departure(String reason, boolean emptyHanded) {}

    /**
     * Makes the connections, and uses them only when started.
     *
     * @param configView gives the config topic as this worker knows it, without blocking
     * @param listener   is told of revocations and assignments
     * @param loop       does what the listener is told; has to answer within {@code rebalance.timeout.ms}
     * @throws org.apache.kafka.common.config.ConfigException if the client settings are not usable
     */
    public GroupMembership(
            GroupSettings settings,
            Supplier<ConfigSnapshot> configView,
            MembershipListener listener,
            WorkerLoop loop,
            Time time) {
        this.settings = settings;
        this.listener = listener;
        this.time = time;
        long now = time.hiResClockMs();
        this.lease = new SessionLease(settings.timeouts().sessionMs(), now);
        this.loopWatch = new LoopWatch(
                loop, settings.timeouts().rebalanceMs(), settings.timeouts().heartbeatMs(), now);
        this.session = new GroupSession(settings, configView, listener, time);
        this.network = new GroupNetwork(settings, time);
        this.coordinator = new ConnectCoordinator(settings, session, lease, network, this::forgetRejoin, time);
        this.thread = new NamedThreads("group-member-" + settings.groupId()).newThread(this::run);
    }

    /** Starts to join the group; the listener hears of the outcome. */
    public void start() {
        thread.start();
    }

    @Override
    public void requestRejoin(String reason) {
        rejoinReason.set(reason);
        network.client().wakeup();
    }

    @Override
    public void leaveGroup(String reason, boolean emptyHanded) {
        rejoinReason.set(null);
        departure.set(new Departure(reason, emptyHanded));
        network.client().wakeup();
    }

    /** Whoever asked for a rejoin before the worker tells its view of the config topic gets it with this one. */
    private void forgetRejoin() {
        rejoinReason.set(null);
    }

    /** This worker's id in the group, while it is a member. */
    public Optional<String> memberId() {
        return session.memberId();
    }

    @Override
    public GroupProtocol protocol() {
        return session.protocol();
    }

    /** All that this worker is to run. */
    public WorkShare held() {
        return session.held();
    }

    @Override
    public boolean rebalancing() {
        return session.rebalancing();
    }

    @Override
    public boolean leads() {
        return session.leads(lease, time.hiResClockMs());
    }

    @Override
    public Optional<String> leaderUrl() {
        return session.leaderUrl();
    }

    @Override
    public Optional<String> ownerUrl(String connector) {
        return session.ownership().url(connector);
    }

    @Override
    public Optional<String> ownerUrl(TaskId task) {
        return session.ownership().url(task);
    }

    /** Leaves the group and ends; waits for a listener that is still stopping work, for a limited time. */
    @Override
    public void close() {
        closing = true;
        if (thread.getState() == Thread.State.NEW) {
            end();
            return;
        }
        network.client().wakeup();
        try {
            thread.join(STOP_TIMEOUT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive()) {
            LOG.warn("The group's thread does not end lastAction={}", session.lastAction());
        }
    }

    private void run() {
        try {
            while (!closing) {
                step();
            }
        } catch (RuntimeException | Error e) {
            fail(e);
        } finally {
            end();
        }
    }

    private void step() {
        try {
            if (pauseFirst) {
                pauseFirst = false;
                network.client().poll(network.backoff());
            }
            stopWhatOthersMayRun();
            lookAfterLoop();
            depart();
            if (coordinator.coordinatorUnknown() && !coordinator.findCoordinator(coordinator.patienceMs())) {
                return;
            }
            comeBack();
            if (!away && coordinator.needsToJoin()) {
                coordinator.ensureActiveGroup();
            }
            coordinator.stayInTouch(settings.timeouts().heartbeatMs());
        } catch (WakeupException e) {
            LOG.trace("Woken up to look for requests");
        } catch (CoordinatorNotAvailableException e) {
            LOG.debug("The coordinator got lost while joining; looking for it again", e);
        } catch (RetriableException e) {
            LOG.warn("Trying again to stay in the group groupId={}", settings.groupId(), e);
            pauseFirst = true;
        }
    }

    /**
     * The coordinator lets others have the work of a member that it has put out, or has not heard of for the session
     * timeout. Until then everything goes on, also while the coordinator is away: nobody else can be given the work.
     */
    private void stopWhatOthersMayRun() {
        if (coordinator.isPutOut()) {
            session.putOut();
            return;
        }
        long now = time.hiResClockMs();
        if (session.isAtWork() && lease.isOver(now)) {
            LOG.warn(
                    "Stopping everything, because no heartbeat was answered for session.timeout.ms and others may have"
                            + " taken over groupId={} sessionTimeoutMs={} silentMs={} holding={}",
                    settings.groupId(),
                    settings.timeouts().sessionMs(),
                    lease.silenceMs(now),
                    session.held());
            session.drop("stopping everything at the end of the session");
            coordinator.requestRejoin("the session may have ended and all work was stopped");
        }
    }

    /** A worker that cannot act on assignments stops what it has and lets others run it, until it answers again. */
    private void lookAfterLoop() {
        boolean stuck = loopWatch.isStuck(time.hiResClockMs());
        if (stuck == loopIsStuck) {
            return;
        }
        loopIsStuck = stuck;
        if (stuck) {
            LOG.warn(
                    "The worker has not reacted to anything for rebalance.timeout.ms; it stops its work and leaves the"
                            + " group until it does groupId={} waitedMs={} lastAction=\"{}\" groupsLastAction=\"{}\"",
                    settings.groupId(),
                    loopWatch.waitedMs(),
                    loopWatch.activity(),
                    session.lastAction());
            departure.set(new Departure("the worker did not react within the rebalance timeout", true));
        } else {
            LOG.info("The worker reacts again and joins the group groupId={}", settings.groupId());
            rejoinReason.set("the worker reacts again");
        }
    }

    private void depart() {
        Departure request = departure.get();
        if (request == null) {
            return;
        }
        away = true;
        if (request.emptyHanded()) {
            session.drop("stopping everything before leaving the group");
        }
        coordinator.leave(request.reason(), settings.timeouts().heartbeatMs());
        session.left();
        departure.compareAndSet(request, null);
    }

    private void comeBack() {
        String reason = rejoinReason.get();
        if (reason != null && !loopIsStuck) {
            away = false;
            if (coordinator.needsToJoin()) {
                return;
            }
            forgetRejoin(); // Whatever changes from here on asks again.
            session.assignableAlone(lease, time.hiResClockMs())
                    .ifPresentOrElse(session::assignAlone, () -> coordinator.requestRejoin(reason));
        }
    }

    private void fail(Throwable error) {
        if (closing) {
            LOG.debug("The group's thread failed while it was closing", error);
            return;
        }
        Throwable explained =
                error instanceof RuntimeException failure ? GroupErrors.explain(failure, settings) : error;
        listener.onFatal(explained);
    }

    private void end() {
        network.client().disableWakeups();
        try {
            coordinator.close(LEAVE_TIMEOUT.toMillis());
        } catch (RuntimeException e) {
            LOG.warn("Leaving the group failed groupId={}", settings.groupId(), e);
        }
        session.left();
        network.close();
    }
}
