package dev.sluice.logging;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** For a worker embedded where the logging backend is one whose levels cannot be changed from here. */
public final class NoLoggerLevels implements LoggerLevels {
    @Override
    public boolean isLevel(String name) {
        return false;
    }

    @Override
    public Map<String, LoggerLevel> all() {
        return Map.of();
    }

    @Override
    public Optional<LoggerLevel> level(String logger) {
        return Optional.empty();
    }

    @Override
    public List<String> set(String namespace, String level) {
        throw new IllegalArgumentException("The logging backend has no levels that can be changed: " + level);
    }
}
