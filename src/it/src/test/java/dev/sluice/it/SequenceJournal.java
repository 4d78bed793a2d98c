package dev.sluice.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the tasks of the sequence plugin have written down, in whichever processes they ran. All append to one file, so
 * the order of its lines is the order in which things happened, whatever clocks say.
 */
public final class SequenceJournal {
    private final Path file;

    public SequenceJournal(Path file) {
        this.file = file;
    }

    /**
     * @param kind     start, beat, took or stop
     * @param instance differs for each instance of a task
     * @param process  the id of the process that it runs in
     * @param rest     what else the line tells
     */
    private record Event(String kind, String task, String instance, long process, List<String> rest) {
        static Event of(String line) {
            List<String> words = List.of(line.split(" "));
            return new Event(
                    words.get(0),
                    words.get(1),
                    words.get(2),
                    Long.parseLong(words.get(3)),
                    words.subList(4, words.size()));
        }
    }

    /** The connector of the sequence plugin that counts. */
    public Map<String, String> source(String topic, int tasks) {
        Map<String, String> config = new HashMap<>();
        config.put("connector.class", "example.SequenceSource");
        config.put("tasks.max", Integer.toString(tasks));
        config.put("topic", topic);
        config.put("journal", file.toString());
        return config;
    }

    /** The connector of the sequence plugin that takes what was counted. */
    public Map<String, String> sink(String topic, int tasks) {
        Map<String, String> config = new HashMap<>();
        config.put("connector.class", "example.SequenceSink");
        config.put("tasks.max", Integer.toString(tasks));
        config.put("topics", topic);
        config.put("journal", file.toString());
        return config;
    }

    /** Each moment at which an instance of a task was alive that should not have been, in words; none is good. */
    public List<String> overlaps() throws IOException {
        List<String> overlaps = new ArrayList<>();
        Map<String, Event> alive = new HashMap<>();
        Set<String> ended = new HashSet<>();
        for (Event event : events()) {
            Event current = alive.get(event.task());
            boolean isCurrent = current != null && current.instance().equals(event.instance());
            if (event.kind().equals("start")) {
                if (current != null) {
                    overlaps.add(event + " while " + current + " had not stopped");
                }
                alive.put(event.task(), event);
            } else if (ended.contains(event.instance())) {
                overlaps.add(event + " after its stop");
            } else if (!isCurrent && !event.kind().equals("stop")) {
                overlaps.add(event + " while " + current + " ran");
            }
            if (event.kind().equals("stop")) {
                ended.add(event.instance());
                if (isCurrent) {
                    alive.remove(event.task());
                }
            }
        }
        return overlaps;
    }

    /** The tasks of which an instance is alive in a process, by the process' id. */
    public Map<Long, Set<String>> running() throws IOException {
        Map<String, Event> alive = new TreeMap<>();
        for (Event event : events()) {
            if (event.kind().equals("start")) {
                alive.put(event.instance(), event);
            } else if (event.kind().equals("stop")) {
                alive.remove(event.instance());
            }
        }
        Map<Long, Set<String>> running = new TreeMap<>();
        alive.values().forEach(event -> running.computeIfAbsent(event.process(), id -> new TreeSet<>())
                .add(event.task()));
        return running;
    }

    /** How often instances of a task were started. */
    public long starts(String task) throws IOException {
        return events().stream()
                .filter(event -> event.kind().equals("start") && event.task().equals(task))
                .count();
    }

    /** The numbers that sink tasks were given, by the task that counted them. */
    public Map<String, Set<Long>> taken() throws IOException {
        Map<String, Set<Long>> taken = new TreeMap<>();
        for (Event event : events()) {
            if (event.kind().equals("took")) {
                Set<Long> numbers = taken.computeIfAbsent(event.rest().get(0), key -> new HashSet<>());
                long last = Long.parseLong(event.rest().get(2));
                for (long number = Long.parseLong(event.rest().get(1)); number <= last; number++) {
                    numbers.add(number);
                }
            }
        }
        return taken;
    }

    /** How often a task has shown that it is alive. */
    public long beats(String task) throws IOException {
        return events().stream()
                .filter(event -> event.kind().equals("beat") && event.task().equals(task))
                .count();
    }

    private List<Event> events() throws IOException {
        if (!Files.exists(file)) {
            return List.of();
        }
        String text = Files.readString(file);
        // The last line may still be on its way.
        return text.substring(0, text.lastIndexOf('\n') + 1)
                .lines()
                .map(Event::of)
                .toList();
    }
}
