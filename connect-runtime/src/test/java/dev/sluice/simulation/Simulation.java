package dev.sluice.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * One run: a cluster starts, is used and disturbed for a while, then it clears up, and the cluster has to converge, stay
 * so, and do what it is asked.
 */
final class Simulation {
    private static final long STEP_MS = 1_000;
    private static final long SETTLE_MS = 300_000;
    private static final long STAY_MS = 20_000;
    /** A key and the end of its transaction. */
    private static final long CALM_RECORDS = 2;
    /** A new session key takes a moment to be read everywhere. */
    private static final long BLINK_MS = 5_000;

    private final World world;
    private final Conditions conditions;
    private final Cluster cluster;
    private final List<Client> clients = new ArrayList<>();

    private Simulation(long seed, boolean traced) {
        world = new World(seed, traced);
        conditions = Conditions.of(world);
        cluster = new Cluster(world, conditions);
        world.trace("world", conditions::toString);
    }

    /**
     * Runs one seed.
     *
     * @param traced whether to print what happens
     * @return how many events it took
     * @throws World.Violation if something happened that must not
     */
    static long run(long seed, boolean traced) {
        Simulation simulation = new Simulation(seed, traced);
        try {
            simulation.run();
            return simulation.world.handled();
        } finally {
            simulation.world.end();
        }
    }

    private void run() {
        for (int number = 1; number <= conditions.connectors(); number++) {
            clients.add(new Client(cluster, "c" + number));
        }
        cluster.nodes().forEach(node -> world.after(world.between(0, 5_000), node::start));
        clients.forEach(Client::start);
        Faults faults = new Faults(cluster);
        faults.start();
        world.run(conditions.stormMs());
        world.trace("world", () -> "clears up");
        faults.clearUp();
        clients.forEach(Client::rest);
        long settleMs = SETTLE_MS + 2L * conditions.rebalanceDelayMs();
        converge("after it cleared up", settleMs, false);
        makeAndRemoveOneMore();
        converge("after a connector came and went", settleMs, true);
        restartAll();
        converge("after everything was restarted", settleMs, false);
        makeAndRemoveOneMore();
        converge("after a connector came and went again", settleMs, true);
        stayCalm();
        converge("once more, undisturbed", BLINK_MS, true);
    }

    private void converge(String when, long withinMs, boolean cleanedUp) {
        long limitMs = world.nowMs() + withinMs;
        List<String> problems = problems(cleanedUp);
        while (!problems.isEmpty()) {
            if (world.nowMs() > limitMs) {
                fail("has not converged " + when, problems);
            }
            world.run(STEP_MS);
            problems = problems(cleanedUp);
        }
        world.trace("world", () -> "has converged " + when);
    }

    private List<String> problems(boolean cleanedUp) {
        List<String> problems = new ArrayList<>(Convergence.problems(cluster, clients, cleanedUp));
        cluster.rest().unanswered().forEach(request -> problems.add("not answered: " + request));
        return problems;
    }

    /** A rebalance in calm weather: only with the next one does the leader find statuses that were written late. */
    private void makeAndRemoveOneMore() {
        Map<String, String> config = Map.of("name", "one-more", "version", "1", "tasks", "0");
        demand(200, new Request.PutConfig("one-more", config));
        demand(200, new Request.Delete("one-more"));
    }

    private void restartAll() {
        for (Client client : clients) {
            boolean exists = cluster.nodes().get(0).configs().snapshot().contains(client.connector());
            demand(exists ? 200 : 404, new Request.RestartAll(client.connector(), false));
        }
    }

    private void demand(int wanted, Request request) {
        SimulatedNode node = world.pick(cluster.nodes());
        int status = ask(node, request);
        if (status == 409 && conditions.transactional()) {
            // A leader that was fenced meanwhile finds out by its next write, and claims its right again.
            status = ask(node, request);
        }
        if (status != wanted) {
            fail("does not do what it is asked", List.of(request + " was answered " + status + ", not " + wanted));
        }
    }

    /** Nothing happens, so nothing is written, but for a session key when its time has come. */
    private void stayCalm() {
        SimulatedTopic configs = cluster.brokers().topic("configs");
        long before = configs.end(0);
        world.run(STAY_MS);
        if (configs.end(0) - before > CALM_RECORDS) {
            fail("writes configs though nothing happens", List.of(configs.end(0) - before + " records"));
        }
    }

    private int ask(SimulatedNode node, Request request) {
        CompletableFuture<Integer> status = cluster.rest().call(node, request);
        world.run(STAY_MS);
        return status.getNow(SimulatedRest.NO_ANSWER);
    }

    private void fail(String what, List<String> problems) {
        throw new World.Violation(
                "the cluster " + what + ":\n  " + String.join("\n  ", problems) + "\n  "
                        + cluster.coordinator().describe(),
                null);
    }
}
