package dev.sluice.group;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.protocol.types.SchemaException;

/** Reads Kafka's primitive types, and reports bytes that end too early as what they are. */
final class WireReader {
    private final ByteBuffer in;

    /** Reads from the buffer's position and leaves the buffer as it is. */
    WireReader(ByteBuffer buffer) {
        in = buffer.duplicate();
    }

    boolean hasMore() {
        return in.hasRemaining();
    }

    short int16() {
        require(Short.BYTES);
        return in.getShort();
    }

    int int32() {
        require(Integer.BYTES);
        return in.getInt();
    }

    long int64() {
        require(Long.BYTES);
        return in.getLong();
    }

    String string() {
        int length = int16();
        if (length < 0) {
            throw new SchemaException("A text of the worker group's protocol has the length " + length);
        }
        byte[] bytes = new byte[require(length)];
        in.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** Null if the length says so. */
    ByteBuffer nullableBytes() {
        int length = int32();
        if (length < 0) {
            return null;
        }
        ByteBuffer bytes = in.slice(in.position(), require(length));
        in.position(in.position() + length);
        return bytes;
    }

    /** How many elements follow; none for an array that is null. Each takes four bytes at least. */
    int count() {
        int count = Math.max(0, int32());
        if (count > in.remaining() / Integer.BYTES) {
            throw tooShort(count);
        }
        return count;
    }

    private int require(int length) {
        if (in.remaining() < length) {
            throw tooShort(length);
        }
        return length;
    }

    private SchemaException tooShort(int wanted) {
        return new SchemaException("Bytes of the worker group's protocol end too early: " + wanted
                + " more were announced, " + in.remaining() + " are left");
    }
}
