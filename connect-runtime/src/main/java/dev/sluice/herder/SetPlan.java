package dev.sluice.herder;

import dev.sluice.model.ConfigSnapshot;
import dev.sluice.model.ConnectorChange;
import dev.sluice.service.ConnectorSet;
import dev.sluice.service.ConnectorSetOutcome;
import dev.sluice.service.ConnectorSetOutcome.Action;
import dev.sluice.service.ConnectorSetOutcome.Change;
import dev.sluice.service.ConnectorSetOutcome.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * How the connectors that there are become those that there shall be.
 *
 * @param changes  what to write
 * @param outcome  what that does to each connector, by name; those that stay as they are included
 */
record SetPlan(List<ConnectorChange> changes, List<Change> outcome) {

    static SetPlan of(ConfigSnapshot snapshot, ConnectorSet set) {
        List<ConnectorChange> changes = new ArrayList<>();
        TreeMap<String, Change> outcome = new TreeMap<>();
        for (ConnectorSet.Desired desired : set.connectors()) {
            Optional<Map<String, String>> current = snapshot.config(desired.name());
            Map<String, Values> diff = diff(current.orElse(Map.of()), desired.config());
            Action action = current.isEmpty() ? Action.CREATE : diff.isEmpty() ? Action.UNCHANGED : Action.UPDATE;
            outcome.put(desired.name(), new Change(desired.name(), action, diff));
            if (action != Action.UNCHANGED) {
                changes.add(new ConnectorChange(
                        desired.name(),
                        Optional.of(desired.config()),
                        action == Action.CREATE ? desired.initial() : Optional.empty()));
            }
        }
        for (String name : set.prune() ? snapshot.connectors() : List.<String>of()) {
            if (!outcome.containsKey(name)) {
                Map<String, String> current = snapshot.config(name).orElseThrow();
                outcome.put(name, new Change(name, Action.DELETE, diff(current, Map.of())));
                changes.add(new ConnectorChange(name, Optional.empty(), Optional.empty()));
            }
        }
        return new SetPlan(changes, List.copyOf(outcome.values()));
    }

    private static Map<String, Values> diff(Map<String, String> before, Map<String, String> after) {
        TreeSet<String> keys = new TreeSet<>(before.keySet());
        keys.addAll(after.keySet());
        Map<String, Values> diff = new TreeMap<>();
        for (String key : keys) {
            if (!Objects.equals(before.get(key), after.get(key)) || before.containsKey(key) != after.containsKey(key)) {
                diff.put(key, new Values(before.get(key), after.get(key)));
            }
        }
        return diff;
    }

    /** The configs that are new, by connector. */
    Map<String, Map<String, String>> configs() {
        Map<String, Map<String, String>> configs = new TreeMap<>();
        changes.forEach(change -> change.config().ifPresent(config -> configs.put(change.connector(), config)));
        return configs;
    }

    ConnectorSetOutcome done() {
        return new ConnectorSetOutcome(false, outcome);
    }

    ConnectorSetOutcome imagined() {
        return new ConnectorSetOutcome(true, outcome);
    }
}
