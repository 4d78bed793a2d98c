package dev.sluice.history;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * The points of all series that are young enough, in memory and packed. When they need more bytes than they may, the
 * oldest hours go first, of all series alike. Safe for use by many threads.
 */
public final class HistoryStore {
    private static final int SERIES_OVERHEAD_BYTES = 256;
    private static final int HOUR = 60;
    /** A report from farther ahead comes from a wrong clock; it would push everything else out. */
    private static final int MOST_AHEAD_MINUTES = 60;
    /** Of so many starts of workers it is remembered which report came last. */
    private static final int MOST_STARTS = 10_000;

    private final long maxBytes;
    private final long retentionMinutes;
    private final LongSupplier nowMinute;
    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private final Map<SeriesKey, Deque<Chunk>> series = new HashMap<>();
    private final Map<String, Long> lastSequence = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > MOST_STARTS;
        }
    };
    private long bytes;
    private long horizon;

    /** Gets the points of a scan. */
    @FunctionalInterface
    public interface Visitor {
        /**
         * @param minute in minutes since the epoch
         * @param values by the index of {@link Field}; zero where unknown; reused for the next point
         * @param fields bits of those that are known
         */
        void point(SeriesKey key, long minute, long[] values, long fields);
    }

    /**
     * @param maxBytes         what the points may take, roughly
     * @param retentionMinutes how old they may get
     * @param nowMinute        the present one, in minutes since the epoch
     */
    public HistoryStore(long maxBytes, long retentionMinutes, LongSupplier nowMinute) {
        this.maxBytes = maxBytes;
        this.retentionMinutes = retentionMinutes;
        this.nowMinute = nowMinute;
    }

    /** Takes a report in, unless it was taken before or is too old. */
    public void add(Report report) {
        lock.writeLock().lock();
        try {
            Long before = lastSequence.get(report.startId());
            if (before != null && report.sequence() <= before) {
                return;
            }
            lastSequence.put(report.startId(), report.sequence());
            long now = nowMinute.getAsLong();
            if (now - retentionMinutes >= horizon + HOUR) {
                drop(now - retentionMinutes);
            }
            if (report.minute() < horizon || report.minute() > now + MOST_AHEAD_MINUTES) {
                return;
            }
            report.measurements().forEach(each -> add(each, report.minute()));
            while (bytes > maxBytes && !series.isEmpty()) {
                drop(Math.min(oldestEnd() + HOUR, now + MOST_AHEAD_MINUTES + 1));
            }
        } finally {
            lock.writeLock().unlock();
        }
    }

    private void add(Measurement measurement, long minute) {
        Deque<Chunk> chunks = series.get(measurement.series());
        if (chunks == null) {
            chunks = new ArrayDeque<>(2);
            series.put(measurement.series(), chunks);
            bytes += overhead(measurement.series());
        }
        Chunk newest = chunks.peekLast();
        if (newest == null || !newest.takes(minute)) {
            if (newest != null) {
                bytes -= newest.bytes();
                newest.seal();
                bytes += newest.bytes();
            }
            newest = new Chunk();
            chunks.addLast(newest);
        } else {
            bytes -= newest.bytes();
        }
        newest.add(minute, measurement.values());
        bytes += newest.bytes();
    }

    private static long overhead(SeriesKey key) {
        long characters = 0;
        for (String name : key.names()) {
            characters += name.length();
        }
        return SERIES_OVERHEAD_BYTES + 2 * characters;
    }

    private long oldestEnd() {
        long oldest = Long.MAX_VALUE;
        for (Deque<Chunk> chunks : series.values()) {
            for (Chunk chunk : chunks) {
                oldest = Math.min(oldest, chunk.last());
            }
        }
        return oldest;
    }

    /** Drops every chunk that has ended before a minute; reports of minutes before it come too late from now on. */
    private void drop(long minute) {
        horizon = Math.min(minute, nowMinute.getAsLong());
        Iterator<Map.Entry<SeriesKey, Deque<Chunk>>> all = series.entrySet().iterator();
        while (all.hasNext()) {
            Map.Entry<SeriesKey, Deque<Chunk>> entry = all.next();
            entry.getValue().removeIf(chunk -> {
                boolean over = chunk.last() < minute;
                bytes -= over ? chunk.bytes() : 0;
                return over;
            });
            if (entry.getValue().isEmpty()) {
                bytes -= overhead(entry.getKey());
                all.remove();
            }
        }
    }

    /**
     * Visits points, series by series; those of a series are in the order in which they were taken in. The visitor must
     * not call back.
     *
     * @param from the first minute
     * @param to   the first minute that is not visited
     */
    public void scan(Predicate<SeriesKey> wanted, long from, long to, Visitor visitor) {
        long[] values = new long[Field.COUNT];
        lock.readLock().lock();
        try {
            long first = Math.max(from, nowMinute.getAsLong() - retentionMinutes);
            series.forEach((key, chunks) -> {
                if (wanted.test(key)) {
                    for (Chunk chunk : chunks) {
                        if (chunk.overlaps(first, to)) {
                            chunk.scan(
                                    first,
                                    to,
                                    values,
                                    (minute, each, fields) -> visitor.point(key, minute, each, fields));
                        }
                    }
                }
            });
        } finally {
            lock.readLock().unlock();
        }
    }

    /** Names of the connectors, or ids of the workers, that there are points of. */
    public TreeSet<String> owners(SeriesKey.Kind kind) {
        TreeSet<String> names = new TreeSet<>();
        lock.readLock().lock();
        try {
            for (SeriesKey key : series.keySet()) {
                if (key.kind() == kind) {
                    names.add(key.owner());
                }
            }
        } finally {
            lock.readLock().unlock();
        }
        return names;
    }

    /** What the points take, roughly. */
    public long bytes() {
        lock.readLock().lock();
        try {
            return bytes;
        } finally {
            lock.readLock().unlock();
        }
    }

    /** All series, for tests. */
    List<SeriesKey> keys() {
        lock.readLock().lock();
        try {
            return new ArrayList<>(series.keySet());
        } finally {
            lock.readLock().unlock();
        }
    }
}
