package dev.sluice.logging;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads and changes the levels of this worker's loggers (KIP-495). Safe for use by many threads.
 */
public interface LoggerLevels {
    /** How users name the root logger, in any case. */
    String ROOT = "root";

    /**
     * @param level                   the name of the level, upper case
     * @param lastModifiedTimestampMs when it was changed last, in ms since the epoch; empty if it never was
     */
    record LoggerLevel(String level, Optional<Long> lastModifiedTimestampMs) {}

    /** Whether there is a level of that name, in any case. */
    boolean isLevel(String name);

    /** The loggers that are not off, by name, ascending. */
    Map<String, LoggerLevel> all();

    /** A logger's level; empty if there is no such logger. Creates none. */
    Optional<LoggerLevel> level(String logger);

    /**
     * Sets the level of a logger, and of all loggers whose names begin with its name.
     *
     * @param level the name of a level, in any case
     * @return the loggers whose level is now another, ascending
     * @throws IllegalArgumentException if there is no such level
     */
    List<String> set(String namespace, String level);
}
