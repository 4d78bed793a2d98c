package dev.sluice.group;

import java.util.concurrent.CompletableFuture;

/**
 * The loop that does what the group asks of this worker. The group's own thread stays in touch with the coordinator
 * whatever happens to that loop, so it looks after it: a worker that cannot act on an assignment is no member.
 */
public interface WorkerLoop {
    /** Returns at once with a future that is completed when the loop gets to it, or has ended. */
    CompletableFuture<?> probe();

    /** What the loop is busy with, in words for a log line. */
    String activity();
}
