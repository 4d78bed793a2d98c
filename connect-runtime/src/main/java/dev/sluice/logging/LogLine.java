package dev.sluice.logging;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * A line of the log that belongs to a connector, without secrets.
 *
 * @param atMs    when it was logged, in ms since the epoch
 * @param task    the task that it is about; empty for the connector itself
 * @param thread  the thread's name, if it is one that the connector or task, or a client of theirs, has started
 * @param level   one of {@link RecentLines#LEVELS}
 * @param logger  the logger's name
 * @param message what it says
 * @param trace   the stack trace, if it has one
 */
public record LogLine(
        long atMs,
        OptionalInt task,
        Optional<String> thread,
        String level,
        String logger,
        String message,
        Optional<String> trace) {}
