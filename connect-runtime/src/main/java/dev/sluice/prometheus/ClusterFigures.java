package dev.sluice.prometheus;

import java.util.Map;

/**
 * What a worker knows of its group.
 *
 * @param member      whether it is a member
 * @param leads       whether it leads the group
 * @param rebalancing whether a rebalance is under way
 * @param connectors  how many connectors of the whole group are in which state, lower case
 * @param tasks       the same of tasks
 */
public record ClusterFigures(
        boolean member, boolean leads, boolean rebalancing, Map<String, Long> connectors, Map<String, Long> tasks) {
    public ClusterFigures {
        connectors = Map.copyOf(connectors);
        tasks = Map.copyOf(tasks);
    }
}
