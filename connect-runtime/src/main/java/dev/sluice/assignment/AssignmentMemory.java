package dev.sluice.assignment;

import dev.sluice.model.WorkShare;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * What a leader remembers from one cooperative round to the next. Immutable; a new leader starts with {@link #EMPTY}.
 *
 * @param generation the generation that the last plan was for; -1 before the first
 * @param placed     what each member ran by the last plan, by member id
 * @param missing    work of members that left, by the URL they advertised, as long as it waits for their return
 * @param former     what workers ran when they were last lost, by the URL they advertised, latest last: should they be
 *                   back when others have their work already, that is what they get of the others'. Of
 *                   {@value #MOST_FORMER} workers at most
 * @param revoked    everything that the last plan told members to stop
 * @param delay      the rebalance that is scheduled, if any, and who may inherit then
 * @param backoff    how the last rounds of balancing went
 */
public record AssignmentMemory(
        int generation,
        Map<String, Member> placed,
        Map<String, WorkShare> missing,
        Map<String, WorkShare> former,
        WorkShare revoked,
        Delay delay,
        Backoff backoff) {
    static final int MOST_FORMER = 64;

    public static final AssignmentMemory EMPTY =
            new AssignmentMemory(-1, Map.of(), Map.of(), Map.of(), WorkShare.EMPTY, Delay.NONE, Backoff.NONE);

    public AssignmentMemory {
        placed = Collections.unmodifiableMap(new LinkedHashMap<>(placed));
        missing = Collections.unmodifiableMap(new LinkedHashMap<>(missing));
        former = Collections.unmodifiableMap(new LinkedHashMap<>(former));
    }

    AssignmentMemory holding(Map<String, Member> nowPlaced, Map<String, WorkShare> nowMissing) {
        return new AssignmentMemory(generation, nowPlaced, nowMissing, former, revoked, delay, backoff);
    }

    /**
     * The rebalance that is scheduled.
     *
     * @param untilMs    when it is due, on the caller's clock; 0 if none is
     * @param candidates ids of members that had nothing to do while work was missing, oldest first
     */
    public record Delay(long untilMs, Set<String> candidates) {
        public static final Delay NONE = new Delay(0, Set.of());

        public Delay {
            candidates = Collections.unmodifiableSet(new LinkedHashSet<>(candidates));
        }

        boolean isScheduled() {
            return untilMs > 0;
        }

        boolean isAhead(long nowMs) {
            return untilMs > nowMs;
        }
    }

    /**
     * How the last rounds of balancing went.
     *
     * @param revokedLast whether the last round took work from members for the sake of balance
     * @param successive  how many rounds in a row wanted to do so again
     */
    public record Backoff(boolean revokedLast, int successive) {
        public static final Backoff NONE = new Backoff(false, 0);
    }
}
