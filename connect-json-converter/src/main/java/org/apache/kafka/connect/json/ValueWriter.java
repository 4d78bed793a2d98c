package org.apache.kafka.connect.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.connect.data.ConnectSchema;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.errors.DataException;

/**
 * Writes Connect values to a JSON generator, without a tree in between. The generator bounds the depth, so a value
 * that contains itself ends in an error, not in an exhausted stack.
 */
final class ValueWriter {
    private final DecimalFormat decimalFormat;
    private final boolean replaceNullWithDefault;

    ValueWriter(DecimalFormat decimalFormat, boolean replaceNullWithDefault) {
        this.decimalFormat = decimalFormat;
        this.replaceNullWithDefault = replaceNullWithDefault;
    }

    /**
     * Writes one value.
     *
     * @param schema the value's schema, or null to go by the value's Java class
     * @throws DataException if the value does not fit its schema, or no Connect type has its class
     * @throws IOException   if the generator refuses to go on, as for a nesting that is too deep
     */
    void write(JsonGenerator out, Schema schema, Object value) throws IOException {
        try {
            writeValue(out, schema, value);
        } catch (ClassCastException e) {
            throw new DataException("A value's class does not fit its schema " + schema, e);
        }
    }

    /** The value as a tree, for the rare places that need one. */
    JsonNode toTree(Schema schema, Object value) {
        try (TokenBuffer buffer = new TokenBuffer(null, false)) {
            write(buffer, schema, value);
            try (JsonParser parser = buffer.asParser()) {
                return JsonFormat.PLAIN.readTree(parser);
            }
        } catch (IOException e) {
            throw new DataException("Cannot write a value of schema " + schema + " as a JSON tree", e);
        }
    }

    private void writeValue(JsonGenerator out, Schema schema, Object given) throws IOException {
        Object value = given == null && schema != null ? replacementOfNull(schema) : given;
        if (value == null) {
            out.writeNull();
            return;
        }
        LogicalType logical = schema == null ? null : LogicalType.of(schema);
        if (logical != null) {
            writeLogical(out, logical, schema, value);
            return;
        }
        switch (schema == null ? typeOf(value) : schema.type()) {
            case INT8 -> out.writeNumber((Byte) value);
            case INT16 -> out.writeNumber((Short) value);
            case INT32 -> out.writeNumber((Integer) value);
            case INT64 -> out.writeNumber((Long) value);
            case FLOAT32 -> out.writeNumber((Float) value);
            case FLOAT64 -> out.writeNumber((Double) value);
            case BOOLEAN -> out.writeBoolean((Boolean) value);
            case STRING -> out.writeString(((CharSequence) value).toString());
            case BYTES -> writeBytes(out, value);
            case ARRAY -> writeArray(out, schema, (Collection<?>) value);
            case MAP -> writeMap(out, schema, (Map<?, ?>) value);
            case STRUCT -> writeStruct(out, schema, (Struct) value);
        }
    }

    private Object replacementOfNull(Schema schema) {
        if (replaceNullWithDefault && schema.defaultValue() != null) {
            return schema.defaultValue();
        }
        if (schema.isOptional()) {
            return null;
        }
        throw new DataException("Null is given for a required value of schema " + schema
                + "; make the schema optional, or give it a default and set "
                + JsonConverterConfig.REPLACE_NULL_WITH_DEFAULT_CONFIG + "=true");
    }

    private static Schema.Type typeOf(Object value) {
        Schema.Type type = ConnectSchema.schemaType(value.getClass());
        if (type == null) {
            throw new DataException("No Connect type has the Java class "
                    + value.getClass().getName() + ", and there is no schema to go by");
        }
        return type;
    }

    private void writeLogical(JsonGenerator out, LogicalType logical, Schema schema, Object value) throws IOException {
        switch (logical) {
            case DECIMAL -> writeDecimal(out, schema, (BigDecimal) value);
            case DATE -> out.writeNumber(Date.fromLogical(schema, (java.util.Date) value));
            case TIME -> out.writeNumber(Time.fromLogical(schema, (java.util.Date) value));
            case TIMESTAMP -> out.writeNumber(Timestamp.fromLogical(schema, (java.util.Date) value));
        }
    }

    private void writeDecimal(JsonGenerator out, Schema schema, BigDecimal value) throws IOException {
        switch (decimalFormat) {
            case BASE64 -> out.writeBinary(Decimal.fromLogical(schema, value));
            case NUMERIC -> out.writeNumber(value);
        }
    }

    private static void writeBytes(JsonGenerator out, Object value) throws IOException {
        if (value instanceof byte[] bytes) {
            out.writeBinary(bytes);
        } else if (value instanceof ByteBuffer buffer) {
            out.writeBinary(wholeArray(buffer));
        } else {
            throw new DataException("Bytes must be a byte[] or a ByteBuffer, not a "
                    + value.getClass().getName());
        }
    }

    /** The backing array, whatever the buffer's position and limit: that is what this format has always held. */
    @SuppressWarnings("ByteBufferBackingArray")
    private static byte[] wholeArray(ByteBuffer buffer) {
        return buffer.array();
    }

    private void writeArray(JsonGenerator out, Schema schema, Collection<?> elements) throws IOException {
        Schema elementSchema = schema == null ? null : schema.valueSchema();
        out.writeStartArray();
        for (Object element : elements) {
            writeValue(out, elementSchema, element);
        }
        out.writeEndArray();
    }

    private void writeMap(JsonGenerator out, Schema schema, Map<?, ?> map) throws IOException {
        boolean onlyStringKeys = hasOnlyStringKeys(map);
        Schema keySchema = schema == null ? null : schema.keySchema();
        boolean asObject = schema == null ? onlyStringKeys : keySchema.type() == Schema.Type.STRING;
        Schema valueSchema = schema == null ? null : schema.valueSchema();
        if (!asObject) {
            writePairs(out, keySchema, valueSchema, map);
            return;
        }
        out.writeStartObject();
        if (onlyStringKeys && (schema == null || LogicalType.of(keySchema) == null)) {
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                out.writeFieldName((String) entry.getKey());
                writeValue(out, valueSchema, entry.getValue());
            }
        } else {
            writeUnderNames(out, keySchema, valueSchema, map);
        }
        out.writeEndObject();
    }

    private static boolean hasOnlyStringKeys(Map<?, ?> map) {
        for (Object key : map.keySet()) {
            if (!(key instanceof String)) {
                return false;
            }
        }
        return true;
    }

    /** Writes entries whose keys have to become texts first. Several may have the same; the last one wins. */
    private void writeUnderNames(JsonGenerator out, Schema keySchema, Schema valueSchema, Map<?, ?> map)
            throws IOException {
        Map<String, JsonNode> named = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            String name = toTree(keySchema, entry.getKey()).asText();
            named.put(name, toTree(valueSchema, entry.getValue()));
        }
        for (Map.Entry<String, JsonNode> entry : named.entrySet()) {
            out.writeFieldName(entry.getKey());
            JsonFormat.TREES.writeTree(out, entry.getValue());
        }
    }

    private void writePairs(JsonGenerator out, Schema keySchema, Schema valueSchema, Map<?, ?> map) throws IOException {
        out.writeStartArray();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            out.writeStartArray();
            writeValue(out, keySchema, entry.getKey());
            writeValue(out, valueSchema, entry.getValue());
            out.writeEndArray();
        }
        out.writeEndArray();
    }

    private void writeStruct(JsonGenerator out, Schema schema, Struct struct) throws IOException {
        if (!struct.schema().equals(schema)) {
            throw new DataException(
                    "A struct of schema " + struct.schema() + " is given where the schema is " + schema);
        }
        out.writeStartObject();
        for (Field field : schema.fields()) {
            out.writeFieldName(field.name());
            writeValue(out, field.schema(), struct.getWithoutDefault(field.name()));
        }
        out.writeEndObject();
    }
}
