package dev.sluice.simulation;

import dev.sluice.model.TargetState;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Somebody who uses the REST API for one connector, one call after another, at any worker. Remembers what was accepted,
 * so that it can be told whether the cluster forgot it.
 */
final class Client {
    private static final int DELETED = -1;

    private final Cluster cluster;
    private final World world;
    private final String connector;
    private int version;
    private boolean resting;
    private boolean waiting;
    /** What was accepted last. */
    private int accepted = DELETED;
    /** What got no clear answer, and may come into effect, even late, by the request for it. */
    private final Map<Integer, Request> unclear = new TreeMap<>();

    Client(Cluster cluster, String connector) {
        this.cluster = cluster;
        this.world = cluster.world();
        this.connector = connector;
    }

    String connector() {
        return connector;
    }

    void start() {
        world.after(world.between(0, 5_000), this::callNext);
    }

    /** Changes nothing any more. */
    void rest() {
        resting = true;
    }

    /** Whether a call of its own has not been answered. */
    boolean isWaiting() {
        return waiting;
    }

    private void callNext() {
        if (!resting) {
            Request request = choose();
            SimulatedNode node = world.pick(cluster.nodes());
            waiting = true;
            world.trace("client", () -> request + " at " + node.process().name());
            cluster.rest().call(node, request).thenAccept(status -> {
                world.trace("client", () -> request + " got " + status);
                waiting = false;
                answered(request, status);
                int think = cluster.conditions().thinkMs();
                world.after(world.between(think / 4, think * 2), this::callNext);
            });
        }
    }

    private Request choose() {
        int die = world.between(1, 100);
        if (die <= 30) {
            return new Request.Create(connector, config(), initial());
        } else if (die <= 55) {
            return new Request.PutConfig(connector, config());
        } else if (die <= 63) {
            return new Request.Delete(connector);
        } else if (die <= 80) {
            return new Request.SetTarget(connector, world.pick(List.of(TargetState.values())));
        } else if (die <= 84) {
            return new Request.Restart(connector);
        } else if (die <= 90) {
            return new Request.RestartAll(connector, world.chance(0.5));
        } else if (die <= 95) {
            return new Request.RestartTask(connector, world.between(0, 3));
        }
        return new Request.ReadStatus(connector);
    }

    private Optional<TargetState> initial() {
        return world.chance(0.8) ? Optional.empty() : Optional.of(world.pick(List.of(TargetState.values())));
    }

    private Map<String, String> config() {
        version++;
        return Map.of("name", connector, "version", "" + version, "tasks", "" + world.between(0, 6));
    }

    private void answered(Request request, int status) {
        int wanted;
        if (request instanceof Request.Create create) {
            wanted = Integer.parseInt(create.config().get("version"));
        } else if (request instanceof Request.PutConfig put) {
            wanted = Integer.parseInt(put.config().get("version"));
        } else if (request instanceof Request.Delete) {
            wanted = DELETED;
        } else {
            return;
        }
        if (status == 200) {
            accepted = wanted;
            if (cluster.conditions().transactional()) {
                // Without transactions an old leader can still write what a newer one has overtaken. With them it
                // cannot, but it still holds requests, which it forwards when it hears who leads now.
                unclear.values().removeIf(held -> !cluster.rest().isUnderWay(held));
            }
        } else if (status == 500 || status == SimulatedRest.NO_ANSWER) {
            unclear.put(wanted, request);
        }
    }

    /** Whether a config that a worker shows can be right after all the answers that came. */
    boolean accepts(Optional<Map<String, String>> shown) {
        int is = shown.map(config -> Integer.parseInt(config.get("version"))).orElse(DELETED);
        return is == accepted || unclear.containsKey(is);
    }

    /** What may be there, in words. */
    String expected() {
        return connector + " is to be " + inWords(accepted) + ", or one of "
                + unclear.keySet().stream().map(Client::inWords).toList();
    }

    private static String inWords(int state) {
        return state == DELETED ? "deleted" : "version " + state;
    }
}
