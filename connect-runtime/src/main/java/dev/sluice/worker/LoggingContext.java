package dev.sluice.worker;

import dev.sluice.logging.ThreadOwner;
import dev.sluice.model.TaskId;
import java.util.OptionalInt;
import org.slf4j.MDC;

/**
 * Marks what a thread logs with whose work it does, in the MDC key {@code connector.context} (KIP-449); and the threads
 * that a connector or task starts with their owner, which the MDC does not show.
 */
final class LoggingContext {
    private static final String KEY = "connector.context";

    private LoggingContext() {}

    static void connector(String name, Runnable work) {
        ThreadOwner.during(name, OptionalInt.empty(), () -> within("[" + name + "|worker] ", work));
    }

    static void task(TaskId id, Runnable work) {
        ThreadOwner.during(
                id.connector(),
                OptionalInt.of(id.task()),
                () -> within("[" + id.connector() + "|task-" + id.task() + "] ", work));
    }

    static void offsets(TaskId id, Runnable work) {
        within("[" + id.connector() + "|task-" + id.task() + "|offsets] ", work);
    }

    private static void within(String context, Runnable work) {
        MDC.put(KEY, context);
        try {
            work.run();
        } finally {
            MDC.remove(KEY);
        }
    }
}
