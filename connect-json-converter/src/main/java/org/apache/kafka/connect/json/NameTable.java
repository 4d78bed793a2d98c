package org.apache.kafka.connect.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The names met lately in objects, so that one that is met again is no new text with a hash of its own to be worked
 * out. A name takes the place of another one with the same slot, so the table is bounded.
 */
final class NameTable {
    private static final int SLOTS = 512;
    private static final int MAX_NAME_BYTES = 64;

    private final Entry[] entries = new Entry[SLOTS];

    /** The ASCII text between two offsets, which has this hash. */
    String get(byte[] bytes, int from, int to, int hash) {
        if (to - from > MAX_NAME_BYTES) {
            return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
        }
        int slot = (hash ^ (hash >>> 15)) & (SLOTS - 1);
        Entry entry = entries[slot];
        if (entry != null && Arrays.equals(entry.text(), 0, entry.text().length, bytes, from, to)) {
            return entry.name();
        }
        byte[] text = Arrays.copyOfRange(bytes, from, to);
        Entry fresh = new Entry(text, new String(text, StandardCharsets.ISO_8859_1));
        entries[slot] = fresh;
        return fresh.name();
    }

    // Only ever looked at by its parts.
    @SuppressWarnings("ArrayRecordComponent")
    private record Entry(byte[] text, String name) {}
}
