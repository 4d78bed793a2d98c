package dev.sluice.it;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;

/** Workers of one group, each at its own address, where Apache's worker and ours take turns. */
public final class MixedCluster implements AutoCloseable {
    private final Path home;
    private final Map<String, String> properties;
    private final List<ClusterWorker> workers = new ArrayList<>();
    private int started;

    /**
     * @param home       where the workers' files go
     * @param properties of every worker
     */
    public MixedCluster(Path home, Map<String, String> properties) {
        this.home = home;
        this.properties = properties;
    }

    /** Who has built a worker. */
    public enum Make {
        APACHE,
        OURS
    }

    /**
     * Starts workers side by side and waits until all of them answer and are in the group. Work that is created before
     * the last one has joined would move to it.
     */
    public void start(Make... makes) throws IOException {
        for (Make make : makes) {
            workers.add(launch(make, DistributionProcess.withPort(properties)));
        }
        for (ClusterWorker worker : workers) {
            awaitReady(worker);
        }
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", properties.get("bootstrap.servers")))) {
            CoordinatorCalls.awaitMembers(admin, properties.get("group.id"), workers.size());
        }
    }

    /** Stops a worker with SIGTERM and starts one of the given make at its address. */
    public void replace(int index, Make make) throws Exception {
        ClusterWorker old = workers.get(index);
        int code = old.terminate();
        if (code != 143) {
            throw new AssertionError("worker " + old.workerId() + " ended with code " + code + ":\n" + old.output());
        }
        Map<String, String> same = new HashMap<>(properties);
        same.put("listeners", old.url().toString());
        workers.set(index, launch(make, same));
        awaitReady(workers.get(index));
    }

    private ClusterWorker launch(Make make, Map<String, String> all) throws IOException {
        Path directory = home.resolve("worker-" + started++ + "-" + make);
        return make == Make.APACHE
                ? ApacheWorkerProcess.launch(directory, all)
                : DistributionProcess.start(directory, all);
    }

    private static void awaitReady(ClusterWorker worker) {
        if (worker instanceof ApacheWorkerProcess apache) {
            apache.awaitReady();
        } else if (worker instanceof DistributionProcess ours) {
            ours.awaitReady();
        }
    }

    public List<ClusterWorker> workers() {
        return List.copyOf(workers);
    }

    public ClusterWorker worker(int index) {
        return workers.get(index);
    }

    public Make make(int index) {
        return workers.get(index) instanceof ApacheWorkerProcess ? Make.APACHE : Make.OURS;
    }

    /** Waits until exactly one worker leads, and tells which. */
    public int awaitLeader() {
        int[] leader = new int[1];
        Await.until("one worker leads", () -> {
            Optional<Integer> only = leader();
            only.ifPresent(index -> leader[0] = index);
            return only.isPresent();
        });
        return leader[0];
    }

    private Optional<Integer> leader() {
        List<Integer> leaders = new ArrayList<>();
        for (int index = 0; index < workers.size(); index++) {
            if (workers.get(index).leads()) {
                leaders.add(index);
            }
        }
        return leaders.size() == 1 ? Optional.of(leaders.get(0)) : Optional.empty();
    }

    @Override
    public void close() {
        workers.forEach(ClusterWorker::close);
    }
}
