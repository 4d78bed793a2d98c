package dev.sluice.worker;

import dev.sluice.model.TaskId;
import org.slf4j.MDC;

/** Marks what a thread logs with whose work it does, in the MDC key {@code connector.context} (KIP-449). */
final class LoggingContext {
    private static final String KEY = "connector.context";

    private LoggingContext() {}

    static void connector(String name, Runnable work) {
        within("[" + name + "|worker] ", work);
    }

    static void task(TaskId id, Runnable work) {
        within("[" + id.connector() + "|task-" + id.task() + "] ", work);
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
