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
    private final GroupSession session;
    private final GroupNetwork network;
    private final ConnectCoordinator coordinator;
    private final Thread thread;

    private final AtomicReference<String> rejoinReason = new AtomicReference<>();
    private final AtomicReference<Departure> departure = new AtomicReference<>();
    private volatile boolean closing;
    private boolean away;

    private record Departure(String reason, boolean emptyHanded) {}

    /**
     * Makes the connections, and uses them only when started.
     *
     * @param configView gives the config topic as this worker knows it, without blocking
     * @param listener   is told of revocations and assignments
     * @throws org.apache.kafka.common.config.ConfigException if the client settings are not usable
     */
    public GroupMembership(
            GroupSettings settings, Supplier<ConfigSnapshot> configView, MembershipListener listener, Time time) {
        this.settings = settings;
        this.listener = listener;
        this.session = new GroupSession(settings, configView, listener, time);
        this.network = new GroupNetwork(settings, time);
        this.coordinator = new ConnectCoordinator(settings, session, network, this::forgetRejoin, time);
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
        depart(new Departure(reason, emptyHanded));
    }

    private void depart(Departure request) {
        rejoinReason.set(null);
        departure.set(request);
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
            depart();
            if (coordinator.coordinatorUnknown() && !findCoordinator()) {
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
            network.client().poll(network.backoff());
        }
    }

    private void depart() {
        Departure request = departure.getAndSet(null);
        if (request == null) {
            return;
        }
        away = true;
        coordinator.leave(request.reason());
        session.left();
        if (request.emptyHanded()) {
            session.drop("stopping everything after leaving the group");
        }
    }

    private boolean findCoordinator() {
        if (coordinator.findCoordinator(settings.timeouts().heartbeatMs())) {
            return true;
        }
        if (!session.held().isEmpty()) {
            LOG.warn(
                    "Stopping everything, because the group's coordinator cannot be reached and others may have taken"
                            + " over groupId={} waitedMs={}",
                    settings.groupId(),
                    settings.timeouts().heartbeatMs());
            session.drop("stopping everything without a coordinator");
        }
        return false;
    }

    private void comeBack() {
        String reason = rejoinReason.get();
        if (reason != null) {
            away = false;
            if (!coordinator.needsToJoin()) {
                coordinator.requestRejoin(reason);
            }
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
