package org.apache.kafka.connect.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.cache.Cache;
import org.apache.kafka.common.cache.LRUCache;
import org.apache.kafka.common.cache.SynchronizedCache;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.DataException;

/** Writes whole messages. The JSON text of a schema is made once and kept for the messages that follow. */
final class MessageWriter {
    private static final SerializableString SCHEMA = new SerializedString(JsonSchema.ENVELOPE_SCHEMA);
    private static final SerializableString PAYLOAD = new SerializedString(JsonSchema.ENVELOPE_PAYLOAD);
    private static final int INITIAL_BYTES = 512;

    private final boolean withEnvelope;
    private final ValueWriter values;
    private final SchemaWriter schemas;
    private final Cache<Schema, JsonForm> forms;

    MessageWriter(JsonConverterConfig config) {
        withEnvelope = config.schemasEnabled();
        values = new ValueWriter(config.decimalFormat(), config.replaceNullWithDefault());
        schemas = new SchemaWriter(values);
        forms = new SynchronizedCache<>(new LRUCache<>(config.schemaCacheSize()));
    }

    /**
     * Writes one message.
     *
     * @param schema the value's schema, or null
     * @return the message; null if there is neither schema nor value
     * @throws DataException if the value does not fit the schema or has no JSON form
     */
    byte[] write(Schema schema, Object value) {
        if (schema == null && value == null) {
            return null;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(INITIAL_BYTES);
        try (JsonGenerator out = JsonFormat.FACTORY.createGenerator(bytes)) {
            if (withEnvelope) {
                writeEnvelope(out, schema, value);
            } else {
                values.write(out, schema, value);
            }
        } catch (IOException e) {
            throw new DataException("Cannot write a value as JSON", e);
        }
        return bytes.toByteArray();
    }

    /** The schema's JSON form as a tree of the caller's own; null for null. */
    ObjectNode treeOf(Schema schema) {
        return schema == null ? null : formOf(schema).tree().deepCopy();
    }

    private void writeEnvelope(JsonGenerator out, Schema schema, Object value) throws IOException {
        out.writeStartObject();
        out.writeFieldName(SCHEMA);
        if (schema == null) {
            out.writeNull();
        } else {
            out.writeRawValue(formOf(schema).text());
        }
        out.writeFieldName(PAYLOAD);
        values.write(out, schema, value);
        out.writeEndObject();
    }

    private JsonForm formOf(Schema schema) {
        JsonForm form = forms.get(schema);
        if (form == null) {
            form = JsonForm.of(schemas.toTree(schema));
            forms.put(schema, form);
        }
        return form;
    }

    private record JsonForm(ObjectNode tree, SerializableString text) {

        static JsonForm of(ObjectNode tree) {
            try {
                // The array stands for the envelope, so that the limit on nesting counts it.
                byte[] array = JsonFormat.TREES.writeValueAsBytes(
                        JsonNodeFactory.instance.arrayNode().add(tree));
                String text = new String(array, 1, array.length - 2, StandardCharsets.UTF_8);
                return new JsonForm(tree, new SerializedString(text));
            } catch (JsonProcessingException e) {
                throw new DataException("Cannot write a schema as JSON", e);
            }
        }
    }
}
