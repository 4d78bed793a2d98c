package org.apache.kafka.connect.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.DataException;

/**
 * Writes whole messages. What depends on the schema alone, its JSON text included, is worked out once and kept for the
 * messages that follow. A value that the schema's encoder leaves aside is written as a tree.
 */
final class MessageWriter {
    private static final byte[] ENVELOPE_START = JsonOutput.ascii("{\"" + JsonSchema.ENVELOPE_SCHEMA + "\":");
    private static final byte[] PAYLOAD_START = JsonOutput.ascii(",\"" + JsonSchema.ENVELOPE_PAYLOAD + "\":");

    private final boolean withEnvelope;
    private final DecimalFormat decimalFormat;
    private final boolean replaceNullWithDefault;
    private final TreeWriter trees;
    private final SchemaWriter schemas;
    private final SchemaCache<Schema, JsonForm> forms;
    private final SchemaCache<Schema, Optional<SchemaEncoder>> encoders;
    private final Optional<SchemaEncoder> schemaless;
    /** A buffer for the next message, unless another thread is writing with it. */
    private final AtomicReference<JsonOutput> spare = new AtomicReference<>();

    MessageWriter(JsonConverterConfig config) {
        withEnvelope = config.schemasEnabled();
        decimalFormat = config.decimalFormat();
        replaceNullWithDefault = config.replaceNullWithDefault();
        trees = new TreeWriter(decimalFormat, replaceNullWithDefault);
        schemas = new SchemaWriter(trees);
        forms = new SchemaCache<>(config.schemaCacheSize(), schema -> JsonForm.of(schemas.toTree(schema)));
        encoders = new SchemaCache<>(config.schemaCacheSize(), this::encoderOf);
        schemaless = encoderOf(null);
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
        Optional<SchemaEncoder> encoder = schema == null ? schemaless : encoders.get(schema);
        if (encoder.isPresent()) {
            JsonOutput given = spare.getAndSet(null);
            JsonOutput out = given == null ? new JsonOutput() : given;
            try {
                return write(out, schema, encoder.get(), value);
            } catch (Unusual | ClassCastException e) {
                // The tree decides whether this is an error, and says which.
            } finally {
                spare.set(out);
            }
        }
        return writeAsTree(schema, value);
    }

    private byte[] write(JsonOutput out, Schema schema, SchemaEncoder encoder, Object value) {
        out.clear();
        if (withEnvelope) {
            out.raw(ENVELOPE_START);
            out.raw(schema == null ? JsonOutput.NULL : forms.get(schema).text());
            out.raw(PAYLOAD_START);
            encoder.write(out, value);
            out.put('}');
        } else {
            encoder.write(out, value);
        }
        return out.toBytes();
    }

    private byte[] writeAsTree(Schema schema, Object value) {
        JsonNode schemaTree =
                !withEnvelope || schema == null ? null : forms.get(schema).tree();
        JsonNode payload = trees.write(schema, value);
        JsonNode message = withEnvelope ? JsonSchema.envelope(schemaTree, payload) : payload;
        try {
            return JsonFormat.TREES.writeValueAsBytes(message);
        } catch (JsonProcessingException e) {
            throw new DataException("Cannot write a value as JSON", e);
        }
    }

    /** The schema's JSON form as a tree of the caller's own; null for null. */
    ObjectNode treeOf(Schema schema) {
        return schema == null ? null : forms.get(schema).tree().deepCopy();
    }

    private Optional<SchemaEncoder> encoderOf(Schema schema) {
        try {
            return Optional.of(SchemaEncoder.of(schema, decimalFormat, replaceNullWithDefault));
        } catch (RuntimeException e) {
            // A schema out of the ordinary, or a wrong one; what is wrong shows when a value is written.
            return Optional.empty();
        }
    }

    // Only ever looked at by its parts.
    @SuppressWarnings("ArrayRecordComponent")
    private record JsonForm(ObjectNode tree, byte[] text) {

        static JsonForm of(ObjectNode tree) {
            try {
                // The array stands for the envelope, so that the limit on nesting counts it.
                byte[] array = JsonFormat.TREES.writeValueAsBytes(
                        JsonNodeFactory.instance.arrayNode().add(tree));
                return new JsonForm(tree, Arrays.copyOfRange(array, 1, array.length - 1));
            } catch (JsonProcessingException e) {
                throw new DataException("Cannot write a schema as JSON", e);
            }
        }
    }
}
