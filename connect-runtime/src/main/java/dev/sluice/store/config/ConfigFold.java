package dev.sluice.store.config;

import dev.sluice.model.ConfigSnapshot;
import dev.sluice.model.ConnectorState;
import dev.sluice.model.RestartRequest;
import dev.sluice.model.SessionKey;
import dev.sluice.model.TargetState;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One batch being folded: a draft of the view after it. Copies what a record touches and shares the rest with the view
 * before it.
 */
final class ConfigFold {
    private final Map<String, ConnectorState> states;
    private final Map<String, SortedMap<Integer, Map<String, String>>> deferred;
    private final Map<String, ConnectorDraft> touched = new HashMap<>();
    private final List<ConfigEvent> events = new ArrayList<>();
    private final List<ConfigMoment> moments = new ArrayList<>();
    private final List<ConfigReducer.Skipped> skipped = new ArrayList<>();
    private final List<ConfigReducer.Doubt> doubts = new ArrayList<>();
    private Optional<SessionKey> sessionKey;
    private long offset;
    private long atMs;

    ConfigFold(ConfigView before) {
        states = new LinkedHashMap<>(before.snapshot().states());
        deferred = new HashMap<>(before.deferred());
        sessionKey = before.snapshot().sessionKey();
        offset = before.snapshot().offset();
    }

    /** The next record counts; it is the one at this offset, and was written then. */
    void begin(long recordOffset, long writtenMs) {
        offset = recordOffset + 1;
        atMs = writtenMs;
    }

    private void note(String connector, ConfigMoment.Deed deed) {
        moments.add(new ConfigMoment(atMs, connector, deed));
    }

    void skip(String reason) {
        skipped.add(new ConfigReducer.Skipped(offset - 1, reason));
    }

    void skipUncounted(long recordOffset, String reason) {
        skipped.add(new ConfigReducer.Skipped(recordOffset, reason));
    }

    void doubt(String reason) {
        doubts.add(new ConfigReducer.Doubt(offset - 1, reason));
    }

    void restart(RestartRequest request) {
        events.add(new ConfigEvent.RestartRequested(request));
        note(request.connector(), new ConfigMoment.RestartAsked(request));
    }

    void loggerLevel(String logger, String level) {
        events.add(new ConfigEvent.LoggerLevelSet(logger, level));
    }

    void session(ConfigRecord.Session record) {
        sessionKey = Optional.of(record.key());
        events.add(new ConfigEvent.SessionKeyChanged(record.key()));
    }

    void connector(ConfigRecord.Connector record) {
        ConnectorDraft draft = draft(record.connector());
        if (record.config().isEmpty()) {
            draft.forget();
            events.add(new ConfigEvent.ConnectorRemoved(record.connector()));
            note(record.connector(), new ConfigMoment.Deleted());
            return;
        }
        if (draft.config.isEmpty()) {
            events.add(new ConfigEvent.ConnectorAdded(record.connector()));
            note(record.connector(), new ConfigMoment.Created());
        } else {
            events.add(new ConfigEvent.ConnectorChanged(record.connector()));
            note(
                    record.connector(),
                    new ConfigMoment.Changed(
                            differing(draft.config.get(), record.config().get())));
        }
        draft.config = record.config();
        if (draft.targetState.isEmpty()) {
            draft.targetState = Optional.of(TargetState.STARTED);
        }
    }

    private static Set<String> differing(Map<String, String> was, Map<String, String> is) {
        Set<String> keys = new TreeSet<>(was.keySet());
        keys.addAll(is.keySet());
        keys.removeIf(key -> Objects.equals(was.get(key), is.get(key)));
        return keys;
    }

    void target(ConfigRecord.Target record) {
        ConnectorDraft draft = draft(record.connector());
        boolean exists = draft.config.isPresent();
        Optional<TargetState> state = record.state();
        if (state.isPresent() && !state.equals(draft.targetState) && exists) {
            events.add(new ConfigEvent.TargetStateChanged(record.connector()));
            note(record.connector(), new ConfigMoment.Targeted(state.get()));
        }
        draft.targetState = state.isEmpty() && exists ? Optional.of(TargetState.STARTED) : state;
    }

    void task(ConfigRecord.Task record) {
        draft(record.task().connector()).defer(record.task().task(), record.config());
    }

    void commit(ConfigRecord.Commit record) {
        ConnectorDraft draft = draft(record.connector());
        if (draft.config.isEmpty()) {
            // Left over from a deleted connector, or compaction has moved the connector's config behind its tasks'.
            // In the second case the tasks run on other workers, so it has to show that their configs are missing here.
            draft.forget();
            draft.inconsistent = record.tasks() > 0;
            return;
        }
        if (!draft.repeats(record.tasks())) {
            events.add(new ConfigEvent.TasksCommitted(record.connector(), draft.commit(record.tasks())));
            note(record.connector(), new ConfigMoment.Committed(record.tasks()));
        }
    }

    void taskCount(ConfigRecord.TaskCount record) {
        ConnectorDraft draft = draft(record.connector());
        draft.fencedTaskCount = Optional.of(record.tasks());
        draft.pendingFencing = false;
    }

    ConfigReducer.Folded finish() {
        touched.forEach((connector, draft) -> {
            if (draft.isBlank()) {
                states.remove(connector);
            } else {
                states.put(connector, draft.state());
            }
            if (draft.deferred == null) {
                deferred.remove(connector);
            } else {
                deferred.put(connector, draft.deferred);
            }
        });
        ConfigView view = new ConfigView(new ConfigSnapshot(offset, sessionKey, states), deferred);
        return new ConfigReducer.Folded(
                view, List.copyOf(events), List.copyOf(moments), List.copyOf(skipped), List.copyOf(doubts));
    }

    private ConnectorDraft draft(String connector) {
        return touched.computeIfAbsent(connector, name -> new ConnectorDraft(states.get(name), deferred.get(name)));
    }

    /** What is known of one connector, while records change it. */
    private static final class ConnectorDraft {
        private static final SortedMap<Integer, Map<String, String>> NONE = Collections.emptySortedMap();

        private Optional<Map<String, String>> config = Optional.empty();
        private Optional<TargetState> targetState = Optional.empty();
        private Optional<Integer> taskCount = Optional.empty();
        private SortedMap<Integer, Map<String, String>> taskConfigs = NONE;
        private int generation;
        private Optional<Map<String, String>> appliedConfig = Optional.empty();
        private Optional<Integer> fencedTaskCount = Optional.empty();
        private boolean pendingFencing;
        private boolean inconsistent;
        /** Null before the first one. */
        private SortedMap<Integer, Map<String, String>> deferred;

        private boolean deferredIsCopy;

        ConnectorDraft(ConnectorState before, SortedMap<Integer, Map<String, String>> deferredBefore) {
            deferred = deferredBefore;
            if (before != null) {
                config = before.config();
                targetState = before.targetState();
                taskCount = before.taskCount();
                taskConfigs = before.taskConfigs();
                generation = before.generation();
                appliedConfig = before.appliedConfig();
                fencedTaskCount = before.fencedTaskCount();
                pendingFencing = before.pendingFencing();
                inconsistent = before.inconsistent();
            }
        }

        /** What a removed connector leaves behind is what later workers must not guess: fencing and target state. */
        void forget() {
            config = Optional.empty();
            taskCount = Optional.empty();
            taskConfigs = NONE;
            appliedConfig = Optional.empty();
            inconsistent = false;
            deferred = null;
            deferredIsCopy = false;
        }

        void defer(int task, Map<String, String> taskConfig) {
            if (!deferredIsCopy) {
                deferred = deferred == null ? new TreeMap<>() : new TreeMap<>(deferred);
                deferredIsCopy = true;
            }
            deferred.put(task, taskConfig);
        }

        /**
         * Whether a commit only says again what the last one said: its producer had no answer and wrote it twice. Nothing
         * has been deferred in between, so that it would look like a commit whose task configs are missing.
         */
        boolean repeats(int tasks) {
            return tasks > 0
                    && !inconsistent
                    && taskCount.equals(Optional.of(tasks))
                    && deferred != null
                    && deferred.isEmpty();
        }

        /** Returns the numbers of the tasks whose configs the commit makes effective. */
        Set<Integer> commit(int tasks) {
            Set<Integer> updated = Set.of();
            inconsistent = !isComplete(tasks);
            if (!inconsistent) {
                appliedConfig = config;
                if (deferred != null) {
                    updated = Set.copyOf(deferred.keySet());
                    SortedMap<Integer, Map<String, String>> merged = new TreeMap<>(taskConfigs);
                    merged.putAll(deferred);
                    taskConfigs = Collections.unmodifiableSortedMap(merged);
                    generation++;
                }
            }
            if (deferred != null) {
                deferred = NONE;
                deferredIsCopy = false;
            }
            taskCount = Optional.of(tasks);
            pendingFencing = true;
            return updated;
        }

        private boolean isComplete(int tasks) {
            for (int task = 0; task < tasks; task++) {
                if (deferred == null || !deferred.containsKey(task)) {
                    return false;
                }
            }
            return true;
        }

        /** Whether nothing is left that is worth an entry. */
        boolean isBlank() {
            return config.isEmpty()
                    && targetState.isEmpty()
                    && fencedTaskCount.isEmpty()
                    && generation == 0
                    && !pendingFencing
                    && !inconsistent;
        }

        ConnectorState state() {
            return new ConnectorState(
                    config,
                    targetState,
                    taskCount,
                    taskConfigs,
                    generation,
                    appliedConfig,
                    fencedTaskCount,
                    pendingFencing,
                    inconsistent);
        }
    }
}
