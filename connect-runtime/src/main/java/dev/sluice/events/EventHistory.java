package dev.sluice.events;

import dev.sluice.model.Status;
import dev.sluice.model.TaskId;
import dev.sluice.store.config.ConfigMoment;
import dev.sluice.store.status.StatusListener;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What happened in the cluster, as far as one worker remembers: statuses that any worker wrote, changes of configs and
 * target states, restarts, rebalances. Known from as far back as the status and the config topic have not been compacted;
 * rebalances since this worker's start.
 *
 * <p>Bounded: at most 200 facts of a connector and 20,000 of all; what happened longest ago goes first. Safe for use by
 * many threads; taking note never blocks for long.
 */
public final class EventHistory implements StatusListener {
    static final int OF_ONE = 200;
    static final int OF_ALL = 20_000;
    private static final int MOST_REBALANCES = 500;

    private final Clock clock;
    /** Those that something happened to last come last. */
    private final Map<String, Deque<Fact>> facts = new LinkedHashMap<>(16, 0.75f, true);

    private final Deque<Event> rebalances = new ArrayDeque<>();
    private int size;

    public EventHistory(Clock clock) {
        this.clock = clock;
    }

    @Override
    public void onConnector(String connector, Optional<Status> status, long writtenMs) {
        status.ifPresent(said -> note(connector, said(OptionalInt.empty(), said, writtenMs)));
    }

    @Override
    public void onTask(TaskId task, Optional<Status> status, long writtenMs) {
        status.ifPresent(said -> note(task.connector(), said(OptionalInt.of(task.task()), said, writtenMs)));
    }

    private static Fact said(OptionalInt task, Status status, long writtenMs) {
        Status withoutTrace = Status.of(status.state(), status.workerId(), status.generation(), Optional.empty());
        return new Fact.Said(writtenMs, task, withoutTrace, status.trace().map(Reasons::sumUp));
    }

    /**
     * Takes down what was done to connectors.
     *
     * @param loading whether it is from before this worker's start
     */
    public void onMoments(List<ConfigMoment> moments, boolean loading) {
        for (ConfigMoment each : moments) {
            long atMs = each.atMs() < 0 ? clock.millis() : each.atMs();
            note(each.connector(), new Fact.Done(atMs, each.deed(), loading));
        }
    }

    /**
     * Takes a rebalance down.
     *
     * @param leaderUrl  who has shared the work out
     * @param connectors how many connectors this worker is to run
     * @param tasks      how many tasks this worker is to run
     */
    public synchronized void onRebalance(int generation, String leaderUrl, int connectors, int tasks) {
        rebalances.addLast(new Event(
                clock.millis(),
                Optional.empty(),
                OptionalInt.empty(),
                Event.Kind.REBALANCE,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                OptionalInt.of(generation),
                "led by " + leaderUrl + "; this worker runs " + connectors + " connectors and " + tasks + " tasks"));
        if (rebalances.size() > MOST_REBALANCES) {
            rebalances.removeFirst();
        }
    }

    private synchronized void note(String connector, Fact fact) {
        Deque<Fact> ofConnector = facts.computeIfAbsent(connector, name -> new ArrayDeque<>());
        ofConnector.addLast(fact);
        size++;
        if (ofConnector.size() > OF_ONE) {
            ofConnector.removeFirst();
            size--;
        }
        while (size > OF_ALL) {
            Map.Entry<String, Deque<Fact>> longestAgo =
                    facts.entrySet().iterator().next();
            longestAgo.getValue().removeFirst();
            size--;
            if (longestAgo.getValue().isEmpty()) {
                facts.remove(longestAgo.getKey());
            }
        }
    }

    /** What happened to a connector and its tasks, in the order in which it happened; empty if nothing is known. */
    public List<Event> of(String connector) {
        List<Fact> known = new ArrayList<>();
        synchronized (this) {
            if (facts.containsKey(connector)) {
                known.addAll(facts.get(connector));
            }
        }
        return Reasons.tell(connector, known);
    }

    /** What happened to all connectors, and to the group as this worker saw it, in the order in which it happened. */
    public List<Event> all() {
        Map<String, List<Fact>> known = new LinkedHashMap<>();
        List<Event> events;
        synchronized (this) {
            facts.forEach((connector, ofConnector) -> known.put(connector, List.copyOf(ofConnector)));
            events = new ArrayList<>(rebalances);
        }
        known.forEach((connector, ofConnector) -> events.addAll(Reasons.tell(connector, ofConnector)));
        events.sort(Comparator.comparingLong(Event::atMs));
        return events;
    }
}
