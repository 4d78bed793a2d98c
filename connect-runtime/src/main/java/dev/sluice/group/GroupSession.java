package dev.sluice.group;

import dev.sluice.model.ConfigSnapshot;
import dev.sluice.model.WorkShare;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.common.errors.InconsistentGroupProtocolException;
import org.apache.kafka.common.utils.Time;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one worker knows of its group, and how that changes with each step of a rebalance: prepare, tell the metadata,
 * lead if elected, take the assignment.
 *
 * <p>The steps come one after the other, though not always from the same thread; everything may be asked from any
 * thread.
 */
final class GroupSession {
    private static final Logger LOG = LoggerFactory.getLogger(GroupSession.class);

    private final GroupSettings settings;
    private final Supplier<ConfigSnapshot> configView;
    private final MembershipListener listener;
    private final Time time;
    private final GroupLeader leader;

    private volatile GroupProtocol protocol;
    private volatile Optional<Assignment> held = Optional.empty();
    private volatile Optional<String> memberId = Optional.empty();
    private volatile ConfigSnapshot toldConfig = ConfigSnapshot.EMPTY;
    private volatile int completedGeneration = -1;
    private volatile boolean rebalancing = true;
    private volatile String leaderUrl = "";
    private volatile Ownership planned = Ownership.NONE;
    private volatile boolean plannedForOne;
    private volatile boolean leads;
    private volatile Ownership ownership = Ownership.NONE;
    private volatile String lastAction = "starting";
    private final Departing departing = new Departing();
    /** The connectors that have ended within the generation. */
    private final Set<String> ended = new HashSet<>();

    GroupSession(GroupSettings settings, Supplier<ConfigSnapshot> configView, MembershipListener listener, Time time) {
        this.settings = settings;
        this.configView = configView;
        this.listener = listener;
        this.time = time;
        this.leader = new GroupLeader(settings.scheduledRebalanceMaxDelayMs());
        this.protocol = settings.protocol();
    }

    GroupProtocol protocol() {
        return protocol;
    }

    Optional<String> memberId() {
        return memberId;
    }

    /** All that the worker is to run. */
    WorkShare held() {
        return held.map(Assignment::start).orElse(WorkShare.EMPTY);
    }

    /** Whether this worker runs work as a member of the group. */
    boolean isAtWork() {
        return memberId.isPresent() && !held().isEmpty();
    }

    /** Knows something on the leader only, and not during a rebalance. */
    Ownership ownership() {
        return ownership;
    }

    /** Whether a rebalance is under way, or the first has still to come. */
    boolean rebalancing() {
        return rebalancing;
    }

    /** The leader's URL as of the last rebalance. */
    Optional<String> leaderUrl() {
        return Optional.of(leaderUrl).filter(url -> !url.isEmpty());
    }

    /** What the group's thread did last, in words for a log line. */
    String lastAction() {
        return lastAction;
    }

    /** Before joining: an eager member stops everything, a cooperative one keeps running. */
    void prepare() {
        LOG.info("Rebalance started");
        rebalancing = true;
        ownership = Ownership.NONE;
        if (!protocol.isCooperative()) {
            revokeEverything("stopping everything before an eager rebalance");
        }
    }

    /** What to tell when joining, by protocol, the preferred one first. */
    Map<GroupProtocol, ByteBuffer> metadata() {
        return metadata(configView.get());
    }

    private Map<GroupProtocol, ByteBuffer> metadata(ConfigSnapshot config) {
        ownership = Ownership.NONE;
        lastAction = "joining the group";
        toldConfig = config;
        WorkShare stopped = departing.takeStopped();
        held = held.map(before -> before.holding(before.start().minus(stopped)));
        MemberMetadata metadata = new MemberMetadata(settings.url(), config.offset(), held);
        Map<GroupProtocol, ByteBuffer> offered = new LinkedHashMap<>();
        settings.protocol()
                .offered()
                .forEach(each -> offered.put(each, ConnectProtocolCodec.writeMetadata(each, metadata)));
        return offered;
    }

    /**
     * Assigns all work to the members; done by the worker that the coordinator has made the leader.
     *
     * @param generation   the generation to assign for
     * @param leaderId     this worker's member id
     * @param protocolName the protocol that the coordinator has picked
     * @param metadata     what each member told, by member id
     * @return an assignment for each member
     */
    Map<String, ByteBuffer> lead(
            int generation, String leaderId, String protocolName, Map<String, ByteBuffer> metadata) {
        lastAction = "assigning work to the group";
        GroupProtocol agreed = protocolNamed(protocolName);
        Map<String, MemberMetadata> members = new LinkedHashMap<>();
        metadata.forEach((id, bytes) -> members.put(id, ConnectProtocolCodec.readMetadata(bytes)));
        GroupLeader.Request request =
                new GroupLeader.Request(agreed, generation, completedGeneration, leaderId, members);
        boolean fallsBack = completedGeneration >= 0 && protocol.isCooperative() && !agreed.isCooperative();
        GroupLeader.Round round = fallsBack
                ? leader.stopBeforeEager(request)
                : leader.assign(request, toldConfig, configView, time.milliseconds());
        planned = round.ownership();
        plannedForOne = members.size() == 1;
        Map<String, ByteBuffer> assignments = new LinkedHashMap<>();
        round.assignments()
                .forEach((id, each) -> assignments.put(id, ConnectProtocolCodec.writeAssignment(agreed, each)));
        return assignments;
    }

    /**
     * Whether this member leads by its last assignment, which holds still.
     *
     * @param lease how long the coordinator is sure to count this worker in: afterwards there may be another leader
     * @param nowMs the time on the lease's clock
     */
    boolean leads(SessionLease lease, long nowMs) {
        return leads && memberId.isPresent() && !lease.isOver(nowMs);
    }

    /**
     * The config whose work can be shared out without a rebalance: this worker is the group's only member, so nobody
     * else can be given work before it has joined again, and told what it holds. It may take what is new as it may go on
     * with what it has, and end what was deleted. What begins again under a name that has ended begins a generation all
     * the same: that is how its statuses are told from those of what ended.
     *
     * @param lease how long the coordinator is sure to count this worker in: afterwards there may be other members
     * @param nowMs the time on the lease's clock
     * @return the config to {@link #assignAlone assign}; empty if it takes a rebalance
     */
    Optional<ConfigSnapshot> assignableAlone(SessionLease lease, long nowMs) {
        if (!leads(lease, nowMs) || !plannedForOne || rebalancing || held.isEmpty()) {
            return Optional.empty();
        }
        ConfigSnapshot config = configView.get();
        WorkShare leaving = departing.share();
        WorkShare beginning = config.configured().minus(held().minus(leaving));
        Set<String> gone = new HashSet<>(ended);
        gone.addAll(leaving.connectorNames());
        boolean onlyWholeConnectorsEnd =
                ending(config).connectorNames().stream().noneMatch(config::contains);
        boolean allNamesAreNew = Collections.disjoint(beginning.connectorNames(), gone);
        return onlyWholeConnectorsEnd && allNamesAreNew ? Optional.of(config) : Optional.empty();
    }

    /** What this worker holds and is to hold no more, and does not know yet. */
    private WorkShare ending(ConfigSnapshot config) {
        return held().minus(config.configured()).minus(departing.share());
    }

    /** Shares work out within the generation, as far as that {@link #assignableAlone is possible}. */
    void assignAlone(ConfigSnapshot config) {
        ended.addAll(ending(config).connectorNames());
        String id = memberId.orElseThrow();
        Map<String, ByteBuffer> told = Map.of(id, metadata(config).get(protocol));
        ByteBuffer assignment =
                lead(completedGeneration, id, protocol.wireName(), told).get(id);
        joined(completedGeneration, id, protocol.wireName(), assignment);
    }

    /** Takes an assignment: stops what is revoked, and tells the listener of the rest. */
    void joined(int generation, String newMemberId, String protocolName, ByteBuffer bytes) {
        Assignment assignment = ConnectProtocolCodec.readAssignment(bytes);
        protocol = protocolNamed(protocolName);
        memberId = Optional.of(newMemberId);
        leads = newMemberId.equals(assignment.leaderId());
        // An eager assignment is all that the member is to run, and names nothing to stop.
        giveUp(protocol.isCooperative() ? assignment.revoked() : held().minus(assignment.start()));
        WorkShare kept = protocol.isCooperative() ? held() : departing.share();
        WorkShare now = kept.plus(assignment.start());
        held = Optional.of(assignment.holding(now));
        if (generation != completedGeneration) {
            ended.clear();
        }
        completedGeneration = generation;
        lastAction = "taking an assignment";
        GroupAssignment joined =
                new GroupAssignment(generation, newMemberId, protocol, assignment, now.minus(departing.share()));
        ownership = joined.isLeader() ? planned : Ownership.NONE;
        leaderUrl = assignment.leaderUrl();
        rebalancing = assignment.failed();
        LOG.info(
                "Joined group at generation {} with protocol version {} and got assignment: {} with rebalance delay: {}",
                generation,
                protocol.version(),
                assignment,
                assignment.delayMs());
        listener.onJoined(joined);
    }

    /** Stops revoked work, and waits only for what another worker is to run. */
    private void giveUp(WorkShare revoked) {
        departing.retain(revoked);
        WorkShare toStop = revoked.minus(departing.share());
        if (toStop.isEmpty()) {
            return;
        }
        WorkShare deleted = Departing.unconfigured(toStop, configView.get());
        if (!deleted.isEmpty()) {
            departing.add(deleted, listener.onDeleted(deleted));
        }
        WorkShare moving = toStop.minus(deleted);
        if (!moving.isEmpty()) {
            WorkShare kept = held().minus(moving);
            lastAction = "stopping revoked work";
            listener.onRevoked(moving, kept.isEmpty());
            held = held.map(before -> before.holding(kept));
        }
    }

    /**
     * The coordinator does not know this member any more, so others may have been given its work: stops all of it, and
     * forgets it.
     */
    void putOut() {
        if (held().isEmpty()) {
            LOG.info("Put out of the group memberId={}", memberId.orElse("none"));
        } else {
            LOG.warn(
                    "Put out of the group; stopping everything, since others may have taken over memberId={}"
                            + " holding={}",
                    memberId.orElse("none"),
                    held());
        }
        memberId = Optional.empty();
        ownership = Ownership.NONE;
        drop("stopping everything after having been put out of the group");
    }

    /** Stops all that this worker holds and forgets it, so that it joins again with empty hands. */
    void drop(String why) {
        revokeEverything(why);
        held = Optional.empty();
    }

    /** After leaving the group: nobody answers to the member id any more. */
    void left() {
        memberId = Optional.empty();
        ownership = Ownership.NONE;
        lastAction = "leaving the group";
    }

    private void revokeEverything(String why) {
        WorkShare all = held();
        departing.forget();
        if (!all.isEmpty()) {
            lastAction = why;
            listener.onRevoked(all, true);
            held = held.map(before -> before.holding(WorkShare.EMPTY));
        }
    }

    private GroupProtocol protocolNamed(String wireName) {
        return GroupProtocol.ofWireName(wireName)
                .orElseThrow(() -> new InconsistentGroupProtocolException(
                        "The group agreed on the protocol '" + wireName + "', which this worker does not know"));
    }
}
