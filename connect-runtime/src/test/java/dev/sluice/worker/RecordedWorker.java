package dev.sluice.worker;

import dev.sluice.model.TaskId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Keeps what a worker says. */
final class RecordedWorker implements WorkerListener {
    /** One thing that was said, about a connector or a task. */
    record Said(String about, String what, StatusChange change) {
        @Override
        public String toString() {
            return about + " " + what;
        }
    }

    final List<Said> all = new CopyOnWriteArrayList<>();
    private final BlockingQueue<Said> unseen = new LinkedBlockingQueue<>();

    private void add(Said said) {
        all.add(said);
        unseen.add(said);
    }

    @Override
    public void onConnectorStatus(String connector, StatusChange change) {
        add(new Said(connector, change.state().name(), change));
    }

    @Override
    public void onTaskStatus(TaskId task, StatusChange change) {
        add(new Said(task.toString(), change.state().name(), change));
    }

    @Override
    public void onTaskReconfigurationRequested(String connector) {
        add(new Said(connector, "reconfigure", null));
    }

    @Override
    public void onSecretsChanged(String connector) {
        add(new Said(connector, "secrets", null));
    }

    @Override
    public void onSecretsChanged(TaskId task) {
        add(new Said(task.toString(), "secrets", null));
    }

    @Override
    public void onTopicUsed(TaskId task, String topic) {
        add(new Said(task.toString(), "uses " + topic, null));
    }

    /** Waits until this was said of each of them. */
    void await(String what, Set<String> abouts) throws InterruptedException {
        Set<String> missing = new HashSet<>(abouts);
        while (!missing.isEmpty()) {
            Said said = unseen.poll(30, TimeUnit.SECONDS);
            if (said == null) {
                throw new AssertionError("Nobody said '" + what + "' of " + missing + ", but " + all);
            }
            if (said.what().equals(what)) {
                missing.remove(said.about());
            }
        }
    }

    /** Waits until this was said, and returns it; what was said before is passed over. */
    Said await(String about, String what) throws InterruptedException {
        while (true) {
            Said said = unseen.poll(30, TimeUnit.SECONDS);
            if (said == null) {
                throw new AssertionError("Nobody said '" + about + " " + what + "', but " + all);
            }
            if (said.about().equals(about) && said.what().equals(what)) {
                return said;
            }
        }
    }
}
