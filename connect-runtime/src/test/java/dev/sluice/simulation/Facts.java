package dev.sluice.simulation;

import dev.sluice.model.TaskId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What really runs, whatever workers believe and say; and the rule that no task runs on two workers at once. A worker
 * that the group has put out is excused until it had the time to notice and to stop.
 */
final class Facts {
    /** From being able to act again to having stopped: a heartbeat's answer, stopping, and some slack. */
    private static final long NOTICE_MS = 20_000;

    private static final long CHECK_MS = 500;

    /** One running instance of a connector (task -1) or task. */
    record Instance(TaskId id, SimulatedNode node, SimulatedProcess process, Map<String, String> config) {}

    private final World world;
    private final SimulatedCoordinator coordinator;
    private final Map<TaskId, List<Instance>> running = new TreeMap<>();

    Facts(World world, SimulatedCoordinator coordinator) {
        this.world = world;
        this.coordinator = coordinator;
        check();
    }

    static TaskId connector(String name) {
        return new TaskId(name, -1);
    }

    void started(Instance instance) {
        running.computeIfAbsent(instance.id, id -> new ArrayList<>()).add(instance);
        instance.process.onDeath(() -> ended(instance));
        check(instance.id);
    }

    void ended(Instance instance) {
        List<Instance> left = running.get(instance.id);
        if (left != null) {
            left.remove(instance);
            if (left.isEmpty()) {
                running.remove(instance.id);
            }
        }
    }

    List<Instance> instances(TaskId id) {
        return running.getOrDefault(id, List.of());
    }

    Map<TaskId, List<Instance>> all() {
        return running;
    }

    private void check() {
        running.keySet().forEach(this::check);
        world.after(CHECK_MS, this::check);
    }

    private void check(TaskId id) {
        List<Instance> rightful = instances(id).stream()
                .filter(instance -> !isExcused(instance.process))
                .toList();
        if (rightful.size() > 1) {
            world.violated(id + " runs more than once: on "
                    + rightful.stream().map(each -> each.process.name()).toList() + " " + coordinator.describe());
        }
    }

    private boolean isExcused(SimulatedProcess process) {
        Optional<Long> expelledMs = coordinator.expelledMs(process);
        if (expelledMs.isEmpty()) {
            return false;
        }
        long ableMs = process.isFrozen() ? world.nowMs() : Math.max(expelledMs.get(), process.thawedMs());
        return world.nowMs() - ableMs < NOTICE_MS;
    }
}
