package org.apache.kafka.connect.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The names met lately in objects, so that one that is met again is no new text with a hash of its own to be worked
 * out. Each remembers which one came after it, as objects of one kind mostly have their names in one order. A name
 * takes the place of another one with the same slot, so the table is bounded.
 */
final class NameTable {
    private static final int SLOTS = 512;
    private static final int MAX_NAME_BYTES = 64;

    private final Entry[] entries = new Entry[SLOTS];
    private Entry previous = new Entry(new byte[0], "");

    /**
     * The name that starts at an offset, if it is the one that is expected next; null if it is another.
     *
     * @param bytes text, from the character after the opening quote
     */
    String expected(byte[] bytes, int from) {
        Entry candidate = entries[previous.nextSlot];
        if (candidate == null) {
            return null;
        }
        int end = from + candidate.text.length;
        if (end >= bytes.length
                || bytes[end] != '"'
                || !Arrays.equals(candidate.text, 0, candidate.text.length, bytes, from, end)) {
            return null;
        }
        previous = candidate;
        return candidate.name;
    }

    /** The name between two offsets, which is ASCII without escapes. */
    String get(byte[] bytes, int from, int to) {
        if (to - from > MAX_NAME_BYTES) {
            return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
        }
        int hash = 0;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + bytes[i];
        }
        int slot = (hash ^ (hash >>> 15)) & (SLOTS - 1);
        Entry entry = entries[slot];
        if (entry == null || !Arrays.equals(entry.text, 0, entry.text.length, bytes, from, to)) {
            byte[] text = Arrays.copyOfRange(bytes, from, to);
            entry = new Entry(text, new String(text, StandardCharsets.ISO_8859_1));
            entries[slot] = entry;
        }
        previous.nextSlot = slot;
        previous = entry;
        return entry.name;
    }

    private static final class Entry {
        private final byte[] text;
        private final String name;
        /** Where the name is that came after this one. Not the entry itself, which would keep what has lost its slot. */
        private int nextSlot;

        Entry(byte[] text, String name) {
            this.text = text;
            this.name = name;
        }
    }
}
