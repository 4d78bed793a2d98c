package dev.sluice.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A simulated cluster: brokers, group, workers, and the outside that uses and disturbs them. */
final class Cluster {
    private final World world;
    private final Conditions conditions;
    private final SimulatedBrokers brokers;
    private final SimulatedCoordinator coordinator;
    private final SimulatedPlugins plugins;
    private final SimulatedRest rest;
    private final Facts facts;
    private final List<SimulatedNode> nodes = new ArrayList<>();

    Cluster(World world, Conditions conditions) {
        this.world = world;
        this.conditions = conditions;
        this.brokers = new SimulatedBrokers(world);
        this.coordinator = new SimulatedCoordinator(
                world, SimulatedNode.TIMEOUTS.sessionMs(), SimulatedNode.TIMEOUTS.rebalanceMs());
        this.plugins = new SimulatedPlugins(world);
        this.facts = new Facts(world, coordinator);
        Map<String, SimulatedNode> byUrl = new TreeMap<>();
        this.rest = new SimulatedRest(world, byUrl);
        for (int number = 1; number <= conditions.nodes(); number++) {
            SimulatedNode node = new SimulatedNode(this, number);
            nodes.add(node);
            byUrl.put(node.url(), node);
        }
    }

    World world() {
        return world;
    }

    Conditions conditions() {
        return conditions;
    }

    SimulatedBrokers brokers() {
        return brokers;
    }

    SimulatedCoordinator coordinator() {
        return coordinator;
    }

    SimulatedPlugins plugins() {
        return plugins;
    }

    SimulatedRest rest() {
        return rest;
    }

    Facts facts() {
        return facts;
    }

    List<SimulatedNode> nodes() {
        return nodes;
    }
}
