package dev.sluice.metrics;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The sums of all tasks that a worker runs or has run. A task that ends is asked once more before it is forgotten, so
 * nothing that it has counted is lost. Safe for use by many threads.
 */
public final class TaskLedger {
    private final Set<TaskTotals> open = new LinkedHashSet<>();
    private final List<TaskTotals> ended = new ArrayList<>();

    /** A task begins. */
    public synchronized void open(TaskTotals totals) {
        open.add(totals);
    }

    /** A task has ended, or was given up. */
    public synchronized void close(TaskTotals totals) {
        if (open.remove(totals)) {
            ended.add(totals);
        }
    }

    /** Takes what has come since the last call: of running tasks, and for the last time of those that have ended. */
    public List<TaskTotals.Taken> take() {
        List<TaskTotals> asked;
        synchronized (this) {
            asked = new ArrayList<>(open);
            asked.addAll(ended);
            ended.clear();
        }
        return asked.stream().map(TaskTotals::take).toList();
    }
}
