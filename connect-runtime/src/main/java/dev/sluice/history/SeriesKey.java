package dev.sluice.history;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What a series of points is about.
 *
 * @param kind   what sort of thing
 * @param names  which, from the largest to the smallest; how many names there are depends on the sort
 * @param number of a task or partition; 0 for others
 */
public record SeriesKey(Kind kind, List<String> names, int number) {

    /** Sorts of things. The order is that of the stored format: a new one goes to the end. */
    public enum Kind {
        /** A connector: its name. */
        CONNECTOR(0),
        /** A task: its connector's name, and its number. */
        TASK(1),
        /** A partition that a sink reads: its connector's name, its consumer group, its topic, and its number. */
        PARTITION(2),
        /** A worker: {@code host:port} of its advertised URL. */
        WORKER(3);

        private final int code;

        Kind(int code) {
            this.code = code;
        }

        /** As it is stored. */
        int code() {
            return code;
        }

        /** The one with a code; empty for one that a later version has. */
        static Optional<Kind> of(long code) {
            return Arrays.stream(values()).filter(each -> each.code == code).findFirst();
        }
    }

    public SeriesKey {
        names = List.copyOf(names);
    }

    /** A connector. */
    public static SeriesKey connector(String name) {
        return new SeriesKey(Kind.CONNECTOR, List.of(name), 0);
    }

    /** A task. */
    public static SeriesKey task(String connector, int number) {
        return new SeriesKey(Kind.TASK, List.of(connector), number);
    }

    /** A partition that a connector reads. */
    public static SeriesKey partition(String connector, String group, String topic, int number) {
        return new SeriesKey(Kind.PARTITION, List.of(connector, group, topic), number);
    }

    /** A worker. */
    public static SeriesKey worker(String id) {
        return new SeriesKey(Kind.WORKER, List.of(id), 0);
    }

    /** The connector's name; of a worker its id. */
    public String owner() {
        return names.get(0);
    }
}
