package dev.sluice.worker;

import dev.sluice.model.TaskId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.connect.errors.ConnectException;

/** A group that says what a test has written down, and yes where nothing is. */
final class RecordedFencing implements TaskFencing {
    final List<String> asked = new CopyOnWriteArrayList<>();
    final Deque<CompletableFuture<Void>> fencings = new ArrayDeque<>();
    /** How often it cannot be found out who runs a task. */
    int unknown;

    final Deque<Boolean> current = new ArrayDeque<>();

    @Override
    public synchronized CompletableFuture<Void> fenceZombies(String connector) {
        asked.add("fence " + connector);
        return fencings.isEmpty() ? CompletableFuture.completedFuture(null) : fencings.remove();
    }

    @Override
    public synchronized boolean isCurrent(TaskId task, int generation) {
        asked.add("current " + task + " " + generation);
        if (unknown > 0) {
            unknown--;
            throw new ConnectException("cannot tell");
        }
        return current.isEmpty() || current.remove();
    }
}
