package dev.sluice.simulation;

import dev.sluice.model.ConfigSnapshot;
import dev.sluice.model.RunState;
import dev.sluice.model.Status;
import dev.sluice.model.TargetState;
import dev.sluice.model.TaskId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Where a cluster has to get to once nothing disturbs it: all workers see the same configs, those that were accepted;
 * everything configured runs on exactly one worker with the newest config and in the state it should be in; and every
 * worker shows exactly that as status.
 */
final class Convergence {
    private final Cluster cluster;
    private final List<Client> clients;
    private final boolean cleanedUp;
    private final List<String> problems = new ArrayList<>();

    private Convergence(Cluster cluster, List<Client> clients, boolean cleanedUp) {
        this.cleanedUp = cleanedUp;
        this.cluster = cluster;
        this.clients = clients;
    }

    /**
     * What is not yet as it has to be, in words.
     *
     * @param cleanedUp whether statuses of what is gone have to be gone too
     */
    static List<String> problems(Cluster cluster, List<Client> clients, boolean cleanedUp) {
        Convergence check = new Convergence(cluster, clients, cleanedUp);
        check.all();
        return check.problems;
    }

    private void all() {
        if (!cluster.coordinator().isStable()) {
            problems.add("the group is rebalancing");
        }
        for (SimulatedNode node : cluster.nodes()) {
            if (!node.isServing()) {
                problems.add(node.process().name() + " is not up");
            }
        }
        if (!problems.isEmpty()) {
            return;
        }
        ConfigSnapshot config = cluster.nodes().get(0).configs().snapshot();
        cluster.nodes().forEach(node -> sameConfig(config, node));
        clients.forEach(client -> {
            if (client.isWaiting()) {
                problems.add("somebody waits for an answer about " + client.connector());
            }
            if (!client.accepts(config.config(client.connector()))) {
                problems.add("an accepted config was lost: " + client.expected() + " but is "
                        + config.config(client.connector()));
            }
        });
        Map<TaskId, Map<String, String>> expected = expected(config);
        runsOnce(config, expected);
        cluster.nodes().forEach(node -> statuses(node, config, expected.keySet()));
    }

    private void sameConfig(ConfigSnapshot config, SimulatedNode node) {
        ConfigSnapshot other = node.configs().snapshot();
        if (other.offset() != config.offset() || !other.configured().equals(config.configured())) {
            problems.add(node.process().name() + " sees another config: offset " + other.offset() + " "
                    + other.configured() + " instead of " + config.offset() + " " + config.configured());
        }
        for (String connector : config.connectors()) {
            if (!other.config(connector).equals(config.config(connector))
                    || !other.targetState(connector).equals(config.targetState(connector))) {
                problems.add(node.process().name() + " sees another config of " + connector);
            }
            for (TaskId task : config.tasks(connector)) {
                if (!other.taskConfig(task).equals(config.taskConfig(task))) {
                    problems.add(node.process().name() + " sees another config of task " + task);
                }
            }
        }
    }

    /** What has to run, with its config. */
    private Map<TaskId, Map<String, String>> expected(ConfigSnapshot config) {
        Map<TaskId, Map<String, String>> expected = new TreeMap<>();
        for (String connector : config.connectors()) {
            Map<String, String> connectorConfig = config.config(connector).orElseThrow();
            expected.put(Facts.connector(connector), connectorConfig);
            List<Map<String, String>> tasks = new ArrayList<>();
            config.tasks(connector).forEach(task -> {
                tasks.add(config.taskConfig(task).orElseThrow());
                expected.put(task, config.taskConfig(task).orElseThrow());
            });
            TargetState target = config.targetState(connector).orElse(TargetState.STARTED);
            if (target == TargetState.STOPPED && !tasks.isEmpty()) {
                problems.add(connector + " is stopped and has tasks");
            }
            if (target == TargetState.STARTED
                    && !tasks.equals(cluster.plugins().taskConfigs(connectorConfig))
                    && state(Facts.connector(connector))
                            .filter(RunState.FAILED::equals)
                            .isEmpty()) {
                problems.add(
                        connector + " does not have the tasks that it wants: " + tasks + " for " + connectorConfig);
            }
        }
        return expected;
    }

    private void runsOnce(ConfigSnapshot config, Map<TaskId, Map<String, String>> expected) {
        expected.forEach((id, itsConfig) -> {
            List<Facts.Instance> instances = cluster.facts().instances(id);
            if (instances.size() != 1) {
                problems.add(id + " runs on "
                        + instances.stream().map(each -> each.process().name()).toList());
            } else if (!instances.get(0).config().equals(itsConfig)) {
                problems.add(id + " runs with " + instances.get(0).config() + " instead of " + itsConfig);
            }
            TargetState target = config.targetState(id.connector()).orElse(TargetState.STARTED);
            Optional<RunState> state = state(id);
            if (state.isPresent() && state.get() != RunState.FAILED && state.get() != wanted(target)) {
                problems.add(id + " is " + state.get() + " and should be " + target);
            }
        });
        Set<TaskId> surplus = new TreeSet<>(cluster.facts().all().keySet());
        surplus.removeAll(expected.keySet());
        if (!surplus.isEmpty()) {
            problems.add("not configured, and runs: " + surplus);
        }
    }

    private static RunState wanted(TargetState target) {
        return switch (target) {
            case STARTED -> RunState.RUNNING;
            case PAUSED -> RunState.PAUSED;
            case STOPPED -> RunState.STOPPED;
        };
    }

    private Optional<RunState> state(TaskId id) {
        List<Facts.Instance> instances = cluster.facts().instances(id);
        return instances.size() == 1 && instances.get(0).node().isServing()
                ? instances.get(0).node().work().state(id)
                : Optional.empty();
    }

    private void statuses(SimulatedNode node, ConfigSnapshot config, Set<TaskId> expected) {
        Map<TaskId, Status> shown = new TreeMap<>();
        for (String connector : node.statuses().connectors()) {
            node.statuses().connector(connector).ifPresent(status -> shown.put(Facts.connector(connector), status));
            node.statuses().tasks(connector).forEach((task, status) -> shown.put(new TaskId(connector, task), status));
        }
        for (TaskId id : expected) {
            Status status = shown.remove(id);
            List<Facts.Instance> instances = cluster.facts().instances(id);
            if (instances.size() != 1) {
                continue;
            }
            RunState state = state(id).orElse(RunState.UNASSIGNED);
            String workerId = instances.get(0).node().workerId();
            if (status == null || status.state() != state || !status.workerId().equals(workerId)) {
                problems.add(node.process().name() + " shows " + status + " for " + id + ", which is " + state + " on "
                        + workerId);
            }
        }
        shown.keySet().removeIf(id -> waitsForTasks(config, id.connector()));
        if (cleanedUp && !shown.isEmpty()) {
            problems.add(node.process().name() + " shows statuses of what is not configured: " + shown.keySet());
        }
    }

    /** Of two leaders at once a paused connector can have an incomplete set of tasks, which it makes anew when resumed. */
    private static boolean waitsForTasks(ConfigSnapshot config, String connector) {
        return config.contains(connector)
                && config.states().get(connector).inconsistent()
                && config.targetState(connector).equals(Optional.of(TargetState.PAUSED));
    }
}
