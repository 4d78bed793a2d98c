package dev.sluice.simulation;

/** Bad weather: what may happen to workers, brokers and the network, one thing after another, until it clears up. */
final class Faults {
    private final Cluster cluster;
    private final World world;
    private boolean over;

    Faults(Cluster cluster) {
        this.cluster = cluster;
        this.world = cluster.world();
    }

    void start() {
        Conditions conditions = cluster.conditions();
        cluster.brokers().errorRate(conditions.errorRate());
        cluster.plugins().rates(conditions.failureRate(), conditions.slownessRate());
        planNext();
    }

    private void planNext() {
        int every = cluster.conditions().faultEveryMs();
        if (every > 0) {
            world.after(world.between(every / 10, every * 2), () -> {
                if (!over) {
                    strike(world.pick(cluster.nodes()));
                    planNext();
                }
            });
        }
    }

    private void strike(SimulatedNode node) {
        int die = world.between(1, 100);
        if (die <= 20) {
            crash(node);
        } else if (die <= 35) {
            stop(node);
        } else if (die <= 55) {
            node.freeze();
            world.after(world.between(100, 40_000), node::thaw);
        } else if (die <= 70) {
            node.cutOff();
            world.after(world.between(100, 40_000), node::reconnect);
        } else if (die <= 80) {
            awayCoordinator();
        } else if (die <= 87) {
            world.trace("brokers", () -> "go away");
            cluster.brokers().away(true);
            world.after(world.between(100, 20_000), () -> cluster.brokers().away(false));
        } else if (die <= 94) {
            changeOutside();
        } else {
            world.trace("brokers", () -> "compact");
            cluster.brokers().compact();
        }
    }

    private void crash(SimulatedNode node) {
        if (!node.isDown()) {
            node.crash();
            world.after(world.between(50, 40_000), () -> startAgain(node));
        }
    }

    private void stop(SimulatedNode node) {
        node.stop();
        world.after(world.between(20_000, 60_000), () -> startAgain(node));
    }

    private void startAgain(SimulatedNode node) {
        if (node.isDown()) {
            node.start();
        } else if (node.isStopping()) {
            world.after(1_000, () -> startAgain(node));
        }
    }

    private void awayCoordinator() {
        if (!cluster.coordinator().isAway()) {
            world.trace("coordinator", () -> "goes away");
            cluster.coordinator().goAway();
            world.after(world.between(100, 25_000), () -> {
                if (cluster.coordinator().isAway()) {
                    cluster.coordinator().comeBack();
                }
            });
        }
    }

    private void changeOutside() {
        String connector = "c" + world.between(1, cluster.conditions().connectors());
        int more = world.between(0, 3);
        world.trace(connector, () -> "finds " + more + " more outside");
        cluster.plugins().outside(connector, more);
        cluster.nodes().stream().filter(SimulatedNode::isServing).forEach(node -> node.process()
                .after(world.between(0, 3_000), () -> {
                    if (node.isServing()) {
                        node.work().outsideChanged(connector);
                    }
                }));
    }

    /** From now on all is well: everything is up, connected and answers. */
    void clearUp() {
        over = true;
        cluster.brokers().errorRate(0);
        cluster.brokers().away(false);
        cluster.plugins().rates(0, 0);
        if (cluster.coordinator().isAway()) {
            cluster.coordinator().comeBack();
        }
        for (SimulatedNode node : cluster.nodes()) {
            node.reconnect();
            node.thaw();
            startAgain(node);
        }
    }
}
