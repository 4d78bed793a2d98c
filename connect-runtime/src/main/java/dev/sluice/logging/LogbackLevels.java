package dev.sluice.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Levels of Logback's loggers, under the names of Log4j 2's levels, which users of Kafka Connect know: FATAL, which
 * Logback lacks, lets nothing through, because no library that logs by SLF4J logs anything as fatal; ALL lets everything
 * through, as TRACE does.
 */
public final class LogbackLevels implements LoggerLevels {
    private static final Map<String, Level> LEVELS = Map.of(
            "OFF", Level.OFF,
            "FATAL", Level.OFF,
            "ERROR", Level.ERROR,
            "WARN", Level.WARN,
            "INFO", Level.INFO,
            "DEBUG", Level.DEBUG,
            "TRACE", Level.TRACE,
            "ALL", Level.TRACE);

    private final LoggerContext loggers;
    private final Clock clock;
    /** What was set by name, because several names may be one level of Logback's; guarded by this. */
    private final Map<String, LoggerLevel> changed = new HashMap<>();

    public LogbackLevels(LoggerContext loggers, Clock clock) {
        this.loggers = loggers;
        this.clock = clock;
    }

    @Override
    public boolean isLevel(String name) {
        return LEVELS.containsKey(name.toUpperCase(Locale.ROOT));
    }

    @Override
    public synchronized Map<String, LoggerLevel> all() {
        Map<String, LoggerLevel> all = new TreeMap<>();
        for (Logger logger : loggers.getLoggerList()) {
            LoggerLevel level = levelOf(logger);
            if (isConfigured(logger) && !level.level().equals("OFF")) {
                all.put(displayName(logger), level);
            }
        }
        return Collections.unmodifiableMap(all);
    }

    /** Loggers that merely exist, as every class has one, would bury those that somebody set. */
    private boolean isConfigured(Logger logger) {
        return logger.getLevel() != null || changed.containsKey(logger.getName());
    }

    @Override
    public synchronized Optional<LoggerLevel> level(String name) {
        Logger logger = name.equalsIgnoreCase(ROOT) ? root() : loggers.exists(name);
        return logger == null ? Optional.empty() : Optional.of(levelOf(logger));
    }

    @Override
    public synchronized List<String> set(String namespace, String level) {
        String name = level.trim().toUpperCase(Locale.ROOT);
        Level target = LEVELS.get(name);
        if (target == null) {
            throw new IllegalArgumentException("There is no level '" + level + "'");
        }
        List<Logger> below = below(namespace);
        // Looked at before any is set, because what a logger inherits changes with the logger above it.
        List<Logger> different = below.stream()
                .filter(logger -> !levelOf(logger).level().equals(name))
                .toList();
        LoggerLevel set = new LoggerLevel(name, Optional.of(clock.millis()));
        different.forEach(logger -> changed.put(logger.getName(), set));
        below.forEach(logger -> logger.setLevel(target));
        TreeSet<String> modified = new TreeSet<>();
        different.forEach(logger -> modified.add(displayName(logger)));
        return List.copyOf(modified);
    }

    private List<Logger> below(String namespace) {
        if (namespace.equalsIgnoreCase(ROOT)) {
            return loggers.getLoggerList();
        }
        List<Logger> below = new ArrayList<>();
        below.add(loggers.getLogger(namespace));
        for (Logger logger : loggers.getLoggerList()) {
            if (logger.getName().startsWith(namespace) && !logger.getName().equals(namespace)) {
                below.add(logger);
            }
        }
        return below;
    }

    private LoggerLevel levelOf(Logger logger) {
        LoggerLevel set = changed.get(logger.getName());
        Level effective = logger.getEffectiveLevel();
        if (set != null && effective.equals(LEVELS.get(set.level()))) {
            return set;
        }
        return new LoggerLevel(effective.toString(), Optional.empty());
    }

    private Logger root() {
        return loggers.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    }

    private static String displayName(Logger logger) {
        return logger.getName().equals(org.slf4j.Logger.ROOT_LOGGER_NAME) ? ROOT : logger.getName();
    }
}
