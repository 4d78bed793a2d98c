package dev.sluice.simulation;

import dev.sluice.group.GroupProtocol;
import java.util.List;

/**
 * What kind of cluster a seed gives, and what kind of weather.
 *
 * @param transactional whether the leader writes the config topic in transactions
 * @param rebalanceDelayMs {@code scheduled.rebalance.max.delay.ms}
 * @param faultEveryMs  how long it takes on average from one fault to the next; 0 for no faults
 * @param errorRate     how often a request to the brokers or its answer gets lost
 * @param failureRate   how often a connector or task fails to start
 * @param slownessRate  how often one takes long to stop
 */
record Conditions(
        int nodes,
        int connectors,
        GroupProtocol protocol,
        boolean transactional,
        int rebalanceDelayMs,
        int faultEveryMs,
        int thinkMs,
        double errorRate,
        double failureRate,
        double slownessRate,
        int stormMs) {

    static Conditions of(World world) {
        return new Conditions(
                world.between(1, 4),
                world.between(1, 4),
                world.pick(List.of(
                        GroupProtocol.SESSIONED,
                        GroupProtocol.SESSIONED,
                        GroupProtocol.COMPATIBLE,
                        GroupProtocol.EAGER)),
                world.chance(0.3),
                world.pick(List.of(0, 3_000, 20_000, 60_000)),
                world.pick(List.of(0, 3_000, 8_000, 20_000)),
                world.pick(List.of(300, 2_000, 8_000)),
                world.pick(List.of(0.0, 0.0, 0.02, 0.1)),
                world.pick(List.of(0.0, 0.0, 0.1)),
                world.pick(List.of(0.0, 0.05, 0.3)),
                world.between(20_000, 120_000));
    }
}
