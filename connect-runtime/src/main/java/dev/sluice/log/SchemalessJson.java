package dev.sluice.log;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.errors.DataException;

/**
 * The bytes of internal topics: JSON without a schema, written byte for byte as Apache's {@code JsonConverter} writes it
 * with {@code schemas.enable=false}, as offsets are looked up by their key's bytes.
 */
public final class SchemalessJson {
    private static final JsonFactory JSON = new JsonFactory();

    private SchemalessJson() {}

    /**
     * Writes null, booleans, numbers up to 64 bits, strings, bytes (as Base64), and lists and string-keyed maps of them,
     * maps in their own order.
     *
     * @return null for null: a tombstone
     * @throws DataException for anything else
     */
    public static byte[] write(Object value) {
        if (value == null) {
            return null;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(128);
        try (JsonGenerator generator = JSON.createGenerator(out)) {
            write(generator, value);
        } catch (IOException e) {
            throw new DataException("Cannot write JSON", e);
        }
        return out.toByteArray();
    }

    /**
     * Reads null, {@code Boolean}, {@code Long}, {@code Double}, {@code String}, {@code List} and {@code Map}. Bytes
     * without a value in them read as null; what follows the first value is ignored.
     *
     * @throws DataException if it is not JSON
     */
    public static Object read(byte[] bytes) {
        if (bytes == null) {
            return null;
        }
        try (JsonParser parser = JSON.createParser(bytes)) {
            JsonToken first = parser.nextToken();
            return first == null ? null : read(parser, first);
        } catch (IOException e) {
            // The parser's own message quotes the content.
            throw new DataException("Not valid JSON");
        }
    }

    private static void write(JsonGenerator generator, Object value) throws IOException {
        if (value == null) {
            generator.writeNull();
        } else if (value instanceof String string) {
            generator.writeString(string);
        } else if (value instanceof Long number) {
            generator.writeNumber(number);
        } else if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
            generator.writeNumber(((Number) value).intValue());
        } else if (value instanceof Double number) {
            generator.writeNumber(number);
        } else if (value instanceof Float number) {
            generator.writeNumber(number);
        } else if (value instanceof Boolean bool) {
            generator.writeBoolean(bool);
        } else if (value instanceof byte[] bytes) {
            generator.writeBinary(bytes);
        } else if (value instanceof ByteBuffer buffer) {
            generator.writeBinary(bytes(buffer));
        } else if (value instanceof Map<?, ?> map) {
            writeMap(generator, map);
        } else if (value instanceof List<?> list) {
            generator.writeStartArray();
            for (Object element : list) {
                write(generator, element);
            }
            generator.writeEndArray();
        } else {
            throw new DataException("Cannot write a " + value.getClass().getName() + " as JSON");
        }
    }

    private static void writeMap(JsonGenerator generator, Map<?, ?> map) throws IOException {
        generator.writeStartObject();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (!(entry.getKey() instanceof String key)) {
                throw new DataException("Cannot write a map as JSON whose keys are not all strings");
            }
            generator.writeFieldName(key);
            write(generator, entry.getValue());
        }
        generator.writeEndObject();
    }

    /** The whole backing array where there is one, whatever position and limit say: Apache writes that. */
    @SuppressWarnings("ByteBufferBackingArray")
    private static byte[] bytes(ByteBuffer buffer) {
        if (buffer.hasArray()) {
            return buffer.array();
        }
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }

    private static Object read(JsonParser parser, JsonToken token) throws IOException {
        return switch (token) {
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT ->
                switch (parser.getNumberType()) {
                    case BIG_INTEGER -> parser.getBigIntegerValue().longValue();
                    default -> parser.getLongValue();
                };
            case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            case START_OBJECT -> readMap(parser);
            case START_ARRAY -> readList(parser);
            case END_OBJECT, END_ARRAY, FIELD_NAME, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE ->
                throw new DataException("Not valid JSON");
        };
    }

    private static Map<String, Object> readMap(JsonParser parser) throws IOException {
        Map<String, Object> map = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            map.put(name, read(parser, parser.nextToken()));
        }
        return map;
    }

    private static List<Object> readList(JsonParser parser) throws IOException {
        List<Object> list = new ArrayList<>();
        JsonToken token = parser.nextToken();
        while (token != JsonToken.END_ARRAY) {
            list.add(read(parser, token));
            token = parser.nextToken();
        }
        return list;
    }
}
