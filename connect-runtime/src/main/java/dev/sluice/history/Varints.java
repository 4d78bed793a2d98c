package dev.sluice.history;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** Whole numbers in as few bytes as they need: seven bits in each, the lowest first. */
final class Varints {
    private static final int MORE = 0x80;
    private static final int LONGEST = 10;

    private Varints() {}

    static void write(ByteArrayOutputStream out, long value) {
        long rest = value;
        while ((rest & -MORE) != 0) {
            out.write((int) (rest & (MORE - 1)) | MORE);
            rest >>>= 7;
        }
        out.write((int) rest);
    }

    /**
     * @throws IllegalArgumentException          if it is longer than a long can be
     * @throws java.nio.BufferUnderflowException if there is too little
     */
    static long read(ByteBuffer in) {
        long value = 0;
        for (int i = 0; i < LONGEST; i++) {
            byte next = in.get();
            value |= (long) (next & (MORE - 1)) << (7 * i);
            if ((next & MORE) == 0) {
                return value;
            }
        }
        throw new IllegalArgumentException("A number has more than " + LONGEST + " bytes");
    }

    /** Makes small numbers of both signs small ones without a sign. */
    static long zigzag(long value) {
        return (value << 1) ^ (value >> 63);
    }

    static long unzigzag(long value) {
        return (value >>> 1) ^ -(value & 1);
    }
}
