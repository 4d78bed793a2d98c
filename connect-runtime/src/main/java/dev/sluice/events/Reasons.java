package dev.sluice.events;

import dev.sluice.model.RunState;
import dev.sluice.model.Status;
import dev.sluice.store.config.ConfigMoment;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;

/**
 * Puts facts about a connector in order and says why each thing happened: a change of state follows from what was asked
 * for since the last one, or from a worker that gave up or took over. A pure function.
 */
final class Reasons {
    private static final int MOST_OF_A_MESSAGE = 500;
    private static final String CAUSED_BY = "Caused by: ";

    private Reasons() {}

    /** @param facts of one connector, in any order; of two at the same time the one that comes first was first */
    static List<Event> tell(String connector, List<Fact> facts) {
        List<Fact> ordered = new ArrayList<>(facts);
        ordered.sort(Comparator.comparingLong(Fact::atMs));
        List<Event> events = new ArrayList<>();
        Map<OptionalInt, Fact.Said> last = new HashMap<>();
        Map<OptionalInt, Integer> lastAt = new HashMap<>();
        for (int at = 0; at < ordered.size(); at++) {
            Fact fact = ordered.get(at);
            if (fact instanceof Fact.Done done) {
                events.add(asked(connector, done));
                continue;
            }
            Fact.Said said = (Fact.Said) fact;
            Fact.Said before = last.put(said.task(), said);
            if (before != null && before.status().equals(said.status())) {
                continue;
            }
            Integer since = lastAt.put(said.task(), at);
            Optional<Fact.Done> asked = lastAsked(ordered, since == null ? 0 : since, at);
            events.add(new Event(
                    said.atMs(),
                    Optional.of(connector),
                    said.task(),
                    Event.Kind.STATE,
                    Optional.of(said.status().state().name()),
                    Optional.ofNullable(before)
                            .map(status -> status.status().state().name()),
                    Optional.of(said.status().workerId()),
                    OptionalInt.of(said.status().generation()),
                    reason(said, Optional.ofNullable(before).map(Fact.Said::status), asked)));
        }
        return events;
    }

    private static Event asked(String connector, Fact.Done done) {
        Event.Kind kind = Event.Kind.CONFIG;
        Optional<String> state = Optional.empty();
        if (done.deed() instanceof ConfigMoment.Targeted targeted) {
            kind = Event.Kind.TARGET;
            state = Optional.of(targeted.target().name());
        } else if (done.deed() instanceof ConfigMoment.RestartAsked) {
            kind = Event.Kind.RESTART;
        } else if (done.deed() instanceof ConfigMoment.Committed) {
            kind = Event.Kind.TASKS;
        }
        return new Event(
                done.atMs(),
                Optional.of(connector),
                OptionalInt.empty(),
                kind,
                state,
                Optional.empty(),
                Optional.empty(),
                OptionalInt.empty(),
                inWords(done));
    }

    private static Optional<Fact.Done> lastAsked(List<Fact> facts, int from, int to) {
        for (int at = to - 1; at >= from; at--) {
            if (facts.get(at) instanceof Fact.Done done) {
                return Optional.of(done);
            }
        }
        return Optional.empty();
    }

    private static String reason(Fact.Said said, Optional<Status> before, Optional<Fact.Done> asked) {
        Status status = said.status();
        Optional<String> because = asked.map(Reasons::inWords);
        return switch (status.state()) {
            case FAILED -> said.cause().orElse("it failed");
            case RESTARTING -> because.orElse("a restart was asked for");
            case PAUSED -> because.orElse("it is to be paused");
            case STOPPED -> because.orElse("it is to be stopped");
            case UNASSIGNED -> because.orElse("worker " + status.workerId() + " gave it up, in a rebalance or a stop");
            case RUNNING -> running(status, before, because);
        };
    }

    private static String running(Status status, Optional<Status> before, Optional<String> because) {
        Optional<String> movedFrom = before.map(Status::workerId).filter(worker -> !worker.equals(status.workerId()));
        if (movedFrom.isPresent()) {
            return "taken over from worker " + movedFrom.get();
        }
        return because.orElseGet(() -> before.filter(known -> known.state() == RunState.FAILED)
                .map(known -> "it was started again")
                .orElse("it was started"));
    }

    private static String inWords(Fact.Done done) {
        ConfigMoment.Deed deed = done.deed();
        if (deed instanceof ConfigMoment.Created) {
            return done.loaded() ? "the config was written" : "the connector was created";
        } else if (deed instanceof ConfigMoment.Changed changed) {
            return changed.keys().isEmpty()
                    ? "the config was written again, unchanged"
                    : "the config was changed: " + String.join(", ", new TreeSet<>(changed.keys()));
        } else if (deed instanceof ConfigMoment.Deleted) {
            return "the connector was deleted";
        } else if (deed instanceof ConfigMoment.Committed committed) {
            return "the connector made the configs of " + committed.tasks()
                    + (committed.tasks() == 1 ? " task" : " tasks");
        } else if (deed instanceof ConfigMoment.Targeted targeted) {
            return switch (targeted.target()) {
                case STARTED -> "it was asked to run";
                case PAUSED -> "it was asked to pause";
                case STOPPED -> "it was asked to stop";
            };
        } else if (deed instanceof ConfigMoment.RestartAsked asked) {
            return "a restart was asked for of the connector"
                    + (asked.request().includeTasks() ? " and its tasks" : "")
                    + (asked.request().onlyFailed() ? ", as far as failed" : "");
        }
        return "";
    }

    /** The first line of a stack trace, and the last cause. */
    static String sumUp(String trace) {
        String first = null;
        String root = null;
        for (String line : trace.lines().toList()) {
            if (first == null && !line.isBlank()) {
                first = line.strip();
            } else if (line.startsWith(CAUSED_BY)) {
                root = line.substring(CAUSED_BY.length()).strip();
            }
        }
        String sum = first == null ? "it failed" : first;
        if (root != null) {
            sum = shortened(sum) + " <- " + root;
        }
        return shortened(sum);
    }

    private static String shortened(String text) {
        return text.length() <= MOST_OF_A_MESSAGE ? text : text.substring(0, MOST_OF_A_MESSAGE) + "...";
    }
}
