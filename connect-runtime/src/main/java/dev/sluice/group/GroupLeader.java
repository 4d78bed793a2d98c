package dev.sluice.group;

import dev.sluice.assignment.AssignmentMemory;
import dev.sluice.assignment.AssignmentPlan;
import dev.sluice.assignment.ClusterView;
import dev.sluice.assignment.CooperativeAssignor;
import dev.sluice.assignment.EagerAssignor;
import dev.sluice.assignment.Member;
import dev.sluice.model.ConfigSnapshot;
import dev.sluice.model.WorkShare;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The leader's part of a rebalance: makes sure that it sees enough of the config topic, and assigns all work. Keeps the
 * assignor's memory between rounds. Used by one thread at a time.
 */
final class GroupLeader {
    private static final Logger LOG = LoggerFactory.getLogger(GroupLeader.class);

    private final CooperativeAssignor cooperative;
    private final EagerAssignor eager = new EagerAssignor();
    private AssignmentMemory memory = AssignmentMemory.EMPTY;

    GroupLeader(int scheduledRebalanceMaxDelayMs) {
        cooperative = new CooperativeAssignor(scheduledRebalanceMaxDelayMs);
    }

    /**
     * What the coordinator asks of the leader.
     *
     * @param protocol            what the members agreed on
     * @param generation          the generation to assign for
     * @param completedGeneration the last one whose assignment reached this worker; -1 if there was none
     * @param leaderId            this worker's member id
     * @param members             what each member told, by member id
     */
    record Request(
            GroupProtocol protocol,
            int generation,
            int completedGeneration,
            String leaderId,
            Map<String, MemberMetadata> members) {

        String leaderUrl() {
            return members.get(leaderId).url();
        }

        long maxConfigOffset() {
            return members.values().stream()
                    .mapToLong(MemberMetadata::configOffset)
                    .max()
                    .orElseThrow();
        }
    }

    /**
     * The outcome.
     *
     * @param assignments by member id
     * @param ownership   who runs what once the members have followed
     */
    record Round(Map<String, Assignment> assignments, Ownership ownership) {}

    /**
     * Assigns all work, or tells everybody to catch up with the config topic if this worker is behind another.
     *
     * @param told  the config that this worker's own metadata was made from
     * @param fresh what is known of the config topic by now
     * @param nowMs the time in milliseconds
     */
    Round assign(Request request, ConfigSnapshot told, Supplier<ConfigSnapshot> fresh, long nowMs) {
        long wanted = request.maxConfigOffset();
        if (told.offset() >= wanted) {
            return assign(request, told.configured(), wanted, nowMs);
        }
        ConfigSnapshot newer = fresh.get();
        if (newer.offset() >= wanted) {
            return assign(request, newer.configured(), newer.offset(), nowMs);
        }
        LOG.info(
                "Another member has read more of the config topic than the leader; all have to catch up ownOffset={}"
                        + " wantedOffset={}",
                newer.offset(),
                wanted);
        return joinAgain(request);
    }

    /**
     * The first round of a group that falls back to the eager protocol: whoever still runs something from before stops
     * it, and joins again. What the members run is not told in this protocol, and others would start it too early.
     */
    Round stopBeforeEager(Request request) {
        LOG.info("The group falls back to the eager protocol; all members stop what they run and join again");
        return joinAgain(request);
    }

    private static Round joinAgain(Request request) {
        Assignment nothing = new Assignment(
                Assignment.CONFIG_MISMATCH,
                request.leaderId(),
                request.leaderUrl(),
                request.maxConfigOffset(),
                WorkShare.EMPTY,
                WorkShare.EMPTY,
                0);
        Map<String, Assignment> assignments = new HashMap<>();
        request.members().keySet().forEach(id -> assignments.put(id, nothing));
        return new Round(assignments, Ownership.NONE);
    }

    private Round assign(Request request, WorkShare configured, long offset, long nowMs) {
        Map<String, Assignment> assignments = new LinkedHashMap<>();
        Map<String, WorkShare> shares = new HashMap<>();
        if (request.protocol().isCooperative()) {
            AssignmentPlan plan = cooperative.assign(view(request, configured), memory, nowMs);
            memory = plan.next();
            plan.members().forEach((id, each) -> {
                assignments.put(id, assignment(request, offset, each.start(), each.revoke(), plan.delayMs()));
                shares.put(id, each.share());
            });
        } else {
            eager.assign(new TreeSet<>(request.members().keySet()), configured).forEach((id, share) -> {
                assignments.put(id, assignment(request, offset, share, WorkShare.EMPTY, 0));
                shares.put(id, share);
            });
        }
        Map<String, WorkShare> byUrl = new TreeMap<>();
        shares.forEach((id, share) -> byUrl.merge(request.members().get(id).url(), share, WorkShare::plus));
        return new Round(assignments, Ownership.of(byUrl));
    }

    private static ClusterView view(Request request, WorkShare configured) {
        Map<String, Member> members = new TreeMap<>();
        request.members()
                .forEach((id, told) -> members.put(
                        id,
                        new Member(
                                told.url(), told.held().map(Assignment::start).orElse(WorkShare.EMPTY))));
        return new ClusterView(request.generation(), request.completedGeneration(), members, configured);
    }

    private static Assignment assignment(Request request, long offset, WorkShare start, WorkShare revoke, int delayMs) {
        return new Assignment(
                Assignment.NO_ERROR, request.leaderId(), request.leaderUrl(), offset, start, revoke, delayMs);
    }
}
