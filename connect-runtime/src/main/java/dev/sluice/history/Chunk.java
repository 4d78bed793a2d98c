package dev.sluice.history;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Map;

/**
 * Some minutes of one series, packed: for each the distance from the one before, a set of fields and their values. Minutes
 * may be out of order, within an hour of each other.
 */
final class Chunk {
    private static final int SPAN_MINUTES = 60;
    private static final int MOST_BYTES = 4_096;
    /** Of the objects that a chunk is made of, roughly. */
    static final int OVERHEAD_BYTES = 96;

    private ByteArrayOutputStream open = new ByteArrayOutputStream(32);
    private byte[] sealed;
    private long first = Long.MAX_VALUE;
    private long last = Long.MIN_VALUE;
    private long before;

    /** Gets the points of a scan. */
    @FunctionalInterface
    interface Visitor {
        /**
         * @param values by the index of {@link Field}; zero where unknown; reused for the next point
         * @param fields bits of those that are known
         */
        void point(long minute, long[] values, long fields);
    }

    boolean takes(long minute) {
        return sealed == null
                && open.size() < MOST_BYTES
                && (first > last || (minute - first < SPAN_MINUTES && last - minute < SPAN_MINUTES));
    }

    void add(long minute, Map<Field, Long> values) {
        Varints.write(open, Varints.zigzag(minute - before));
        long fields = 0;
        for (Field field : values.keySet()) {
            fields |= field.bit();
        }
        Varints.write(open, fields);
        values.values().forEach(value -> Varints.write(open, value));
        before = minute;
        first = Math.min(first, minute);
        last = Math.max(last, minute);
    }

    /** Nothing more comes; what was kept for growth is let go. */
    void seal() {
        sealed = open.toByteArray();
        open = null;
    }

    long last() {
        return last;
    }

    boolean overlaps(long from, long to) {
        return first < to && last >= from;
    }

    int bytes() {
        return (sealed == null ? open.size() * 2 : sealed.length) + OVERHEAD_BYTES;
    }

    void scan(long from, long to, long[] values, Visitor visitor) {
        ByteBuffer in = ByteBuffer.wrap(sealed == null ? open.toByteArray() : sealed);
        long minute = 0;
        while (in.hasRemaining()) {
            minute += Varints.unzigzag(Varints.read(in));
            long fields = Varints.read(in);
            java.util.Arrays.fill(values, 0);
            for (long rest = fields; rest != 0; rest &= rest - 1) {
                values[Long.numberOfTrailingZeros(rest)] = Varints.read(in);
            }
            if (minute >= from && minute < to) {
                visitor.point(minute, values, fields);
            }
        }
    }
}
