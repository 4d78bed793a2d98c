package dev.sluice.group;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.GroupRebalanceConfig;
import org.apache.kafka.clients.consumer.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.clients.consumer.internals.AbstractCoordinator;
import org.apache.kafka.common.errors.CoordinatorNotAvailableException;
import org.apache.kafka.common.message.JoinGroupRequestData.JoinGroupRequestProtocol;
import org.apache.kafka.common.message.JoinGroupRequestData.JoinGroupRequestProtocolCollection;
import org.apache.kafka.common.message.JoinGroupResponseData.JoinGroupResponseMember;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.common.utils.Timer;
import org.apache.kafka.common.utils.Utils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Kafka's own client side of the classic group protocol, spoken for a worker: translates its callbacks to
 * {@link GroupSession} and decides nothing itself. The superclass is internal to kafka-clients, so this is the only
 * class that knows it.
 */
final class ConnectCoordinator extends AbstractCoordinator {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectCoordinator.class);

    private final GroupSettings settings;
    private final GroupSession session;
    private final Runnable beforeTelling;

    /**
     * @param beforeTelling run before the worker's view of the config topic is taken for a rebalance
     */
    ConnectCoordinator(
            GroupSettings settings, GroupSession session, GroupNetwork network, Runnable beforeTelling, Time time) {
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
        if (findCoordinator(Math.min(timer.remainingMs(), settings.timeouts().heartbeatMs()))) {
            return true;
        }
        throw new CoordinatorNotAvailableException("The group's coordinator cannot be reached");
    }

    boolean needsToJoin() {
        return rejoinNeededOrPending();
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

    /** Tells the coordinator, if it is known, and forgets the member id. */
    void leave(String reason) {
        maybeLeaveGroup(GroupMembershipOperation.LEAVE_GROUP, reason);
    }

    /** Leaves the group and ends the heartbeats. */
    void close(long timeoutMs) {
        close(time.timer(timeoutMs), GroupMembershipOperation.LEAVE_GROUP);
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
}
