package dev.sluice.store.offset;

import dev.sluice.log.SchemalessJson;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.errors.DataException;

/**
 * Source partitions and source offsets as bytes, the same in every store and byte for byte those of Apache's worker: a
 * key is {@code ["connector",{partition}]}, a value {@code {offset}}. As keys are compared by their bytes, the order in
 * which a connector's map iterates is part of the key.
 */
public final class OffsetCodec {
    private OffsetCodec() {}

    /**
     * A key as read back: bytes as Base64 text, integers as {@code Long}, floats as {@code Double}.
     *
     * @param partition null where the connector named none
     */
    public record Key(String connector, Map<String, Object> partition) {}

    /**
     * @param partition may be null
     * @throws DataException if the map holds anything but null and primitives
     */
    public static byte[] key(String connector, Map<String, ?> partition) {
        validate(partition, "source partition");
        return SchemalessJson.write(Arrays.asList(connector, partition));
    }

    /**
     * @param offset null removes the offset
     * @return null for null
     * @throws DataException if the map holds anything but null and primitives
     */
    public static byte[] value(Map<String, ?> offset) {
        validate(offset, "source offset");
        return SchemalessJson.write(offset);
    }

    /**
     * @return empty if this is no key of an offset
     */
    public static Optional<Key> readKey(byte[] key) {
        Object read;
        try {
            read = SchemalessJson.read(key);
        } catch (DataException e) {
            return Optional.empty();
        }
        if (!(read instanceof List<?> pair) || pair.size() != 2 || !(pair.get(0) instanceof String connector)) {
            return Optional.empty();
        }
        if (pair.get(1) != null && !(pair.get(1) instanceof Map)) {
            return Optional.empty();
        }
        return Optional.of(new Key(connector, stringKeyed(pair.get(1))));
    }

    /**
     * @return null for null
     * @throws DataException if this is no value of an offset
     */
    public static Map<String, Object> readValue(byte[] value) {
        Object read = SchemalessJson.read(value);
        if (read != null && !(read instanceof Map)) {
            throw new DataException("A source offset must be a map");
        }
        Map<String, Object> offset = stringKeyed(read);
        validate(offset, "source offset");
        return offset;
    }

    /** What the reader of JSON returns for an object has string keys only. */
    @SuppressWarnings("unchecked")
    private static Map<String, Object> stringKeyed(Object map) {
        return map == null ? null : Collections.unmodifiableMap((Map<String, Object>) map);
    }

    private static void validate(Map<?, ?> map, String what) {
        if (map == null) {
            return;
        }
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            // A raw map can hold any key, whatever its type says.
            if (!(entry.getKey() instanceof String)) {
                throw new DataException(
                        "The keys of a " + what + " must be strings, but one is a " + typeOf(entry.getKey()));
            }
            if (entry.getValue() != null && !isPrimitive(entry.getValue())) {
                throw new DataException("Field " + entry.getKey() + " of a " + what + " must be a number, a boolean,"
                        + " a string, bytes or null, but is a " + typeOf(entry.getValue()));
            }
        }
    }

    private static boolean isPrimitive(Object value) {
        return value instanceof String
                || value instanceof Long
                || value instanceof Integer
                || value instanceof Short
                || value instanceof Byte
                || value instanceof Double
                || value instanceof Float
                || value instanceof Boolean
                || value instanceof byte[]
                || value instanceof ByteBuffer;
    }

    private static String typeOf(Object value) {
        return value == null ? "null" : value.getClass().getName();
    }
}
