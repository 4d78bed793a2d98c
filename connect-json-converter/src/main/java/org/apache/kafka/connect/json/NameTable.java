package org.apache.kafka.connect.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The names met lately in objects, so that one that is met again is no new text with a hash of its own to be worked
 * out. Each remembers which one came after it in its object, and which one came first in an object that it held, as
 * objects of one kind mostly have their names in one order. A name takes the place of another one with the same slot,
 * so the table is bounded.
 */
final class NameTable {
    private static final int SLOTS = 512;
    private static final int MAX_NAME_BYTES = 64;

    private final Name[] names = new Name[SLOTS];
    private final Name message = new Name(new byte[0], "");
    private Name previous = message;

    /** A message starts. */
    void restart() {
        previous = message;
    }

    /** An object starts; what is given back is for {@link #leave} at its end. */
    Name enter() {
        Name holder = previous;
        previous = holder.inside();
        return holder;
    }

    /** An object has ended. */
    void leave(Name holder) {
        previous = holder;
    }

    /**
     * The name that starts at an offset, if it is the one that is expected next; null if it is another.
     *
     * @param bytes text, from the character after the opening quote
     */
    String expected(byte[] bytes, int from) {
        Name candidate = names[previous.nextSlot];
        if (candidate == null || !candidate.isAt(bytes, from)) {
            return null;
        }
        previous = candidate;
        return candidate.text;
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
        Name name = names[slot];
        if (name == null || !name.isBetween(bytes, from, to)) {
            // With the quote that ends it.
            name = new Name(
                    Arrays.copyOfRange(bytes, from, to + 1),
                    new String(bytes, from, to - from, StandardCharsets.ISO_8859_1));
            names[slot] = name;
        }
        previous.nextSlot = slot;
        previous = name;
        return name.text;
    }

    /** A name, or the place before the first name of an object. */
    static final class Name {
        /** As it stands in JSON, with the quote behind it. */
        private final byte[] json;

        private final String text;
        private final long head;
        private final long headMask;
        private final long tail;
        private final long tailMask;
        /**
         * Where the name is that came after this one. Not the name itself, which would keep what has lost its slot.
         */
        private int nextSlot;

        private Name inside;

        Name(byte[] json, String text) {
            this.json = json;
            this.text = text;
            byte[] words = Arrays.copyOf(json, 2 * Words.BYTES);
            this.head = Words.at(words, 0);
            this.headMask = Words.maskOf(json.length);
            this.tail = Words.at(words, Words.BYTES);
            this.tailMask = Words.maskOf(json.length - Words.BYTES);
        }

        /** Stands for the place before the first name of an object that this name holds. */
        private Name inside() {
            if (inside == null) {
                inside = new Name(new byte[0], "");
            }
            return inside;
        }

        private boolean isAt(byte[] bytes, int from) {
            if (json.length <= 2 * Words.BYTES && bytes.length - from >= 2 * Words.BYTES) {
                return (Words.at(bytes, from) & headMask) == head
                        && (Words.at(bytes, from + Words.BYTES) & tailMask) == tail;
            }
            int end = from + json.length;
            return end <= bytes.length && Arrays.equals(json, 0, json.length, bytes, from, end);
        }

        private boolean isBetween(byte[] bytes, int from, int to) {
            return Arrays.equals(json, 0, json.length - 1, bytes, from, to);
        }
    }
}
