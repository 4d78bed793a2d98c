package dev.sluice.group;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes Kafka's primitive types into a buffer that grows. */
final class WireWriter {
    private static final int INITIAL_BYTES = 256;

    private ByteBuffer out = ByteBuffer.allocate(INITIAL_BYTES);

    void int16(short value) {
        room(Short.BYTES).putShort(value);
    }

    void int32(int value) {
        room(Integer.BYTES).putInt(value);
    }

    void int64(long value) {
        room(Long.BYTES).putLong(value);
    }

    void string(String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > Short.MAX_VALUE) {
            throw new IllegalArgumentException("Names and URLs may have " + Short.MAX_VALUE
                    + " bytes in the worker group's protocol, this one has " + bytes.length);
        }
        int16((short) bytes.length);
        room(bytes.length).put(bytes);
    }

    void nullableBytes(ByteBuffer value) {
        if (value == null) {
            int32(-1);
            return;
        }
        int32(value.remaining());
        room(value.remaining()).put(value.duplicate());
    }

    /** What was written, from the start. */
    ByteBuffer toBuffer() {
        return ByteBuffer.wrap(Arrays.copyOf(out.array(), out.position()));
    }

    private ByteBuffer room(int bytes) {
        if (out.remaining() < bytes) {
            out = ByteBuffer.allocate(Math.max(out.capacity() * 2, out.position() + bytes))
                    .put(out.flip());
        }
        return out;
    }
}
