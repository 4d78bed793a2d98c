package dev.sluice.logging;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * The last log lines of each connector and task on this worker: at most 200 of one, and 16 Mi characters of all; what was
 * logged by whoever has been silent for longest goes first. Safe for use by many threads.
 */
public final class RecentLines {
    /** Levels, the least important first. */
    public static final List<String> LEVELS = List.of("TRACE", "DEBUG", "INFO", "WARN", "ERROR");

    static final int OF_ONE = 200;
    static final int MOST_CHARACTERS = 16 * 1024 * 1024;
    private static final int LONGEST_MESSAGE = 4 * 1024;
    private static final int LONGEST_TRACE = 16 * 1024;
    private static final int OVERHEAD = 100;

    private record Source(String connector, OptionalInt task) {}

    /** Who has logged last comes last. */
    private final Map<Source, Deque<LogLine>> lines = new LinkedHashMap<>(16, 0.75f, true);

    private long characters;

    /** Keeps a line, cut to a bearable length. */
    public void add(String connector, LogLine line) {
        LogLine kept = new LogLine(
                line.atMs(),
                line.task(),
                line.thread(),
                line.level(),
                line.logger(),
                cut(line.message(), LONGEST_MESSAGE),
                line.trace().map(trace -> cut(trace, LONGEST_TRACE)));
        synchronized (lines) {
            Deque<LogLine> ofSource =
                    lines.computeIfAbsent(new Source(connector, line.task()), source -> new ArrayDeque<>());
            ofSource.addLast(kept);
            characters += size(kept);
            if (ofSource.size() > OF_ONE) {
                characters -= size(ofSource.removeFirst());
            }
            while (characters > MOST_CHARACTERS) {
                Map.Entry<Source, Deque<LogLine>> silent =
                        lines.entrySet().iterator().next();
                characters -= size(silent.getValue().removeFirst());
                if (silent.getValue().isEmpty()) {
                    lines.remove(silent.getKey());
                }
            }
        }
    }

    /**
     * The lines of a connector and its tasks, or of one task, in the order in which they were logged.
     *
     * @param task the task; empty for everything
     */
    public List<LogLine> of(String connector, OptionalInt task) {
        List<LogLine> found = new ArrayList<>();
        synchronized (lines) {
            lines.forEach((source, ofSource) -> {
                if (source.connector().equals(connector)
                        && (task.isEmpty() || source.task().equals(task))) {
                    found.addAll(ofSource);
                }
            });
        }
        found.sort(Comparator.comparingLong(LogLine::atMs));
        return found;
    }

    private static String cut(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most) + "...";
    }

    private static int size(LogLine line) {
        return OVERHEAD
                + line.message().length()
                + line.thread().map(String::length).orElse(0)
                + line.trace().map(String::length).orElse(0);
    }
}
