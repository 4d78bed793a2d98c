package dev.sluice.group;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntSupplier;
import org.apache.kafka.clients.GroupRebalanceConfig;
import org.apache.kafka.clients.consumer.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.clients.consumer.internals.AbstractCoordinator;
import org.apache.kafka.clients.consumer.internals.BaseHeartbeatThread;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.errors.CoordinatorNotAvailableException;
import org.apache.kafka.common.message.HeartbeatRequestData;
import org.apache.kafka.common.message.JoinGroupRequestData.JoinGroupRequestProtocol;
import org.apache.kafka.common.message.JoinGroupRequestData.JoinGroupRequestProtocolCollection;
import org.apache.kafka.common.message.JoinGroupResponseData.JoinGroupResponseMember;
import org.apache.kafka.common.metrics.Gauge;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.AbstractResponse;
import org.apache.kafka.common.requests.HeartbeatRequest;
import org.apache.kafka.common.requests.HeartbeatResponse;
import org.apache.kafka.common.requests.JoinGroupResponse;
import org.apache.kafka.common.requests.SyncGroupResponse;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.common.utils.Timer;
import org.apache.kafka.common.utils.Utils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Kafka's own client side of the classic group protocol, spoken for a worker: translates its callbacks to
 * {@link GroupSession}, and its answers to the {@link SessionLease}. The superclass is internal to kafka-clients, so
 * this is the only class that knows it.
 *
 * <p>Its member id says whether a worker is still the member that it was. An id that the coordinator does not know is
 * answered to a heartbeat, a join or a sync alike, and the superclass then drops it; nothing is joined before
 * {@link #onJoinPrepare} has seen that. A generation that the coordinator does not accept leaves the id as it is: work
 * is never given to others without a member's consent as long as the coordinator knows the member, and if it does not,
 * the join that follows at once is answered so.
 */
final class ConnectCoordinator extends AbstractCoordinator {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectCoordinator.class);

    private final GroupSettings settings;
    private final GroupSession session;
    private final SessionLease lease;
    private final GroupNetwork network;
    private final Runnable beforeTelling;
    private long lastProbeMs;

    /**
     * @param beforeTelling run before the worker's view of the config topic is taken for a rebalance
     */
    ConnectCoordinator(
            GroupSettings settings,
            GroupSession session,
            SessionLease lease,
            GroupNetwork network,
            Runnable beforeTelling,
            Time time) {
        super(
                rebalanceConfig(settings, network),
                network.logContext(),
                network.client(),
                network.metrics(),
                GroupNetwork.METRIC_PREFIX,
                time);
        this.settings = settings;
        this.session = session;
        this.beforeTelling = beforeTelling;
        this.lease = lease;
        this.network = network;
        network.client().observe(new Answers());
        assigned("assigned-connectors", () -> session.held().connectors().size());
        assigned("assigned-tasks", () -> session.held().tasks().size());
    }

    /** What this member holds, beside what the superclass measures. */
    private void assigned(String name, IntSupplier count) {
        Metrics metrics = network.metrics();
        metrics.addMetric(metrics.metricName(name, GroupNetwork.METRIC_PREFIX + "-coordinator-metrics"), (Gauge<Double>)
                (config, now) -> (double) count.getAsInt());
    }

    private static GroupRebalanceConfig rebalanceConfig(GroupSettings settings, GroupNetwork network) {
        return new GroupRebalanceConfig(
                settings.timeouts().sessionMs(),
                settings.timeouts().rebalanceMs(),
                settings.timeouts().heartbeatMs(),
                settings.groupId(),
                Optional.empty(),
                null,
                network.retryBackoffMs(),
                network.retryBackoffMaxMs());
    }

    /** Looks for the coordinator for a limited time; false if there is none to be found. */
    boolean findCoordinator(long timeoutMs) {
        return super.ensureCoordinatorReady(time.timer(timeoutMs));
    }

    /**
     * Called by each step of joining, with a timer that never ends: gives the group's thread a chance to stop work that
     * others may have taken over.
     */
    @Override
    protected synchronized boolean ensureCoordinatorReady(Timer timer) {
        if (findCoordinator(Math.min(timer.remainingMs(), patienceMs()))) {
            return true;
        }
        throw new CoordinatorNotAvailableException("The group's coordinator cannot be reached");
    }

    /** How long to look for a coordinator in one go: not beyond the moment at which work has to stop. */
    long patienceMs() {
        long heartbeatMs = settings.timeouts().heartbeatMs();
        return session.isAtWork() ? Math.min(heartbeatMs, lease.remainingMs(time.hiResClockMs())) : heartbeatMs;
    }

    boolean needsToJoin() {
        return rejoinNeededOrPending();
    }

    /** Whether the coordinator has put this member out since it joined. */
    boolean isPutOut() {
        String known = memberId();
        return session.memberId().filter(id -> !id.equals(known)).isPresent();
    }

    /** Asks for a rebalance. The heartbeat thread does so too, and then the group's own thread must not sleep on. */
    @Override
    public synchronized void requestRejoin(String shortReason, String fullReason) {
        super.requestRejoin(shortReason, fullReason);
        if (Thread.currentThread() instanceof BaseHeartbeatThread) {
            network.client().wakeup();
        }
    }

    /**
     * Keeps the member alive and handles what has come in, until the next heartbeat is due at the latest.
     *
     * @param maxWaitMs the longest time to stay, in milliseconds
     */
    void stayInTouch(long maxWaitMs) {
        long now = time.milliseconds();
        pollHeartbeat(now);
        client.poll(time.timer(Math.min(maxWaitMs, timeToNextHeartbeat(now))));
    }

    /**
     * Tells the coordinator, if it is known, and forgets the member id.
     *
     * @param timeoutMs how long to look for the coordinator, if need be
     */
    void leave(String reason, long timeoutMs) {
        escapeFromPendingJoin(timeoutMs);
        maybeLeaveGroup(GroupMembershipOperation.LEAVE_GROUP, reason);
    }

    /** Leaves the group and ends the heartbeats. */
    void close(long timeoutMs) {
        Timer timer = time.timer(timeoutMs);
        escapeFromPendingJoin(timeoutMs);
        timer.update();
        close(timer, GroupMembershipOperation.LEAVE_GROUP);
    }

    /**
     * A broker reads nothing more from a connection until it has answered the last request, and it answers a join when
     * all members have joined. Only a new connection lets a member leave before.
     */
    private void escapeFromPendingJoin(long timeoutMs) {
        if (rebalanceInProgress() && !coordinatorUnknown()) {
            markCoordinatorUnknown("leaving while other members are still joining");
            findCoordinator(timeoutMs);
        }
    }

    @Override
    protected String protocolType() {
        return "connect";
    }

    @Override
    protected JoinGroupRequestProtocolCollection metadata() {
        JoinGroupRequestProtocolCollection offered = new JoinGroupRequestProtocolCollection();
        beforeTelling.run();
        session.metadata()
                .forEach((protocol, bytes) -> offered.add(new JoinGroupRequestProtocol()
                        .setName(protocol.wireName())
                        .setMetadata(Utils.toArray(bytes))));
        return offered;
    }

    @Override
    protected boolean onJoinPrepare(Timer timer, int generation, String memberId) {
        if (isPutOut()) {
            session.putOut();
        }
        session.prepare();
        return true;
    }

    @Override
    protected Map<String, ByteBuffer> onLeaderElected(
            String leaderId, String protocol, List<JoinGroupResponseMember> members, boolean skipAssignment) {
        if (skipAssignment) {
            throw new IllegalStateException("The group's coordinator asks the leader to keep the old assignment, which"
                    + " is for members with a group.instance.id; workers have none");
        }
        Map<String, ByteBuffer> metadata = new HashMap<>();
        members.forEach(member -> metadata.put(member.memberId(), ByteBuffer.wrap(member.metadata())));
        return session.lead(generation().generationId, leaderId, protocol, metadata);
    }

    @Override
    protected void onJoinComplete(int generation, String memberId, String protocol, ByteBuffer assignment) {
        session.joined(generation, memberId, protocol, assignment);
    }

    /** Called by the heartbeat thread when the group's thread has been busy for longer than the group waits. */
    @Override
    protected void handlePollTimeoutExpiry() {
        LOG.warn(
                "Leaving the group because stopping work took longer than rebalance.timeout.ms; the worker joins again"
                        + " as soon as it has stopped groupId={} rebalanceTimeoutMs={} lastAction={}",
                settings.groupId(),
                settings.timeouts().rebalanceMs(),
                session.lastAction());
        maybeLeaveGroup(GroupMembershipOperation.DEFAULT, "worker was busy for longer than the rebalance timeout");
    }

    /** What the coordinator's answers, and their absence, say about the lease. */
    private final class Answers implements GroupClient.Observer {
        @Override
        public void onAnswer(AbstractResponse answer, long sentAtMs) {
            if (confirmsMembership(answer)) {
                lease.renew(sentAtMs);
            }
        }

        private boolean confirmsMembership(AbstractResponse answer) {
            if (answer instanceof HeartbeatResponse heartbeat) {
                return heartbeat.error() == Errors.NONE || heartbeat.error() == Errors.REBALANCE_IN_PROGRESS;
            }
            return (answer instanceof JoinGroupResponse join && join.error() == Errors.NONE)
                    || (answer instanceof SyncGroupResponse sync && sync.error() == Errors.NONE);
        }

        @Override
        public void onTurn() {
            long nowMs = time.hiResClockMs();
            if (session.isAtWork() && lease.isOver(nowMs)) {
                // Ends the wait for other members.
                network.client().wakeup();
                return;
            }
            long heartbeatMs = settings.timeouts().heartbeatMs();
            if (lease.silenceMs(nowMs) >= heartbeatMs && nowMs - lastProbeMs >= heartbeatMs) {
                lastProbeMs = nowMs;
                heartbeatBesidePendingJoin();
            }
        }
    }

    /**
     * While a join or sync waits for other members, its connection carries no heartbeats. A heartbeat over another one
     * tells whether this worker may go on to run what it has.
     */
    private void heartbeatBesidePendingJoin() {
        Node coordinator = checkAndGetCoordinator();
        Generation known = generation();
        if (coordinator == null || !rebalanceInProgress() || known.generationId < 0) {
            return;
        }
        // The superclass counts its connections down from the highest number, from that of broker 0.
        Node aside = new Node(coordinator.id() - Integer.MAX_VALUE / 2, coordinator.host(), coordinator.port());
        if (!client.hasPendingRequests(aside)) {
            client.send(
                    aside,
                    new HeartbeatRequest.Builder(new HeartbeatRequestData()
                            .setGroupId(settings.groupId())
                            .setMemberId(known.memberId)
                            .setGenerationId(known.generationId)));
        }
    }
}
