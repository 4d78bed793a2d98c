package org.apache.kafka.connect.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Eight bytes of text at a time, as one number with the first of them lowest. */
final class Words {
    static final int BYTES = Long.BYTES;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final long QUOTES = '"' * ONES;
    private static final long BACKSLASHES = '\\' * ONES;
    private static final long SPACES = ' ' * ONES;

    private Words() {}

    /** The word at an offset, eight bytes or more before the end. */
    static long at(byte[] bytes, int offset) {
        return (long) LONGS.get(bytes, offset);
    }

    /** Ones for that many bytes of a word: none for a negative number, all of them for more than eight. */
    static long maskOf(int bytes) {
        if (bytes <= 0) {
            return 0;
        }
        return bytes >= BYTES ? -1L : (1L << (Byte.SIZE * bytes)) - 1;
    }

    /**
     * How many bytes at the start of a word stand for themselves in a JSON text: ASCII but for quote, backslash and
     * controls.
     */
    static int plainBytes(long word) {
        // The highest bit of a byte is set if it is what is looked for. A borrow may set it in later bytes as well, and
        // only the first one counts.
        long quotes = word ^ QUOTES;
        long backslashes = word ^ BACKSLASHES;
        long special =
                ((quotes - ONES) & ~quotes) | ((backslashes - ONES) & ~backslashes) | ((word - SPACES) & ~word) | word;
        return Long.numberOfTrailingZeros(special & HIGH_BITS) / Byte.SIZE;
    }
}
