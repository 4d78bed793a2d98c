package org.apache.kafka.connect.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.errors.DataException;

/**
 * Reads whole messages: straight from the bytes as far as they are ordinary, and otherwise again as a tree, which
 * decides what is an error. So properties may come in any order, and of a property that is there twice only the last
 * counts.
 */
final class MessageReader {
    private final boolean replaceNullWithDefault;
    private final TreeReader trees;
    private final SchemaReader schemas;
    private final SchemaCache<JsonNode, Schema> schemasByTree;
    /** For messages that carry their schema; null if they do not. */
    private final EnvelopeStarts starts;

    private final Schema fixedSchema;
    private final Optional<SchemaDecoder> fixedDecoder;
    /** A parser for the next message, unless another thread is reading with it. */
    private final AtomicReference<JsonInput> spare = new AtomicReference<>();

    MessageReader(JsonConverterConfig config) {
        replaceNullWithDefault = config.replaceNullWithDefault();
        trees = new TreeReader(replaceNullWithDefault);
        schemas = new SchemaReader(trees);
        schemasByTree = new SchemaCache<>(config.schemaCacheSize(), schemas::read);
        byte[] content = config.schemaContent();
        // Parsed in any case, as a wrong one is an error even where it has no effect.
        Schema parsed = content == null ? null : parseFixedSchema(content);
        fixedSchema = config.schemasEnabled() ? parsed : null;
        fixedDecoder = decoderOf(fixedSchema);
        starts = config.schemasEnabled() && fixedSchema == null
                ? new EnvelopeStarts(config.schemaCacheSize(), text -> schemaOf(treeOf(text)), this::decoderOf)
                : null;
    }

    /**
     * Reads one message.
     *
     * @return schema and value, both null for null bytes
     * @throws DataException if the bytes are not JSON, or not of the form that the configuration asks for
     */
    SchemaAndValue read(byte[] message) {
        if (message == null) {
            return SchemaAndValue.NULL;
        }
        JsonInput given = spare.getAndSet(null);
        JsonInput in = given == null ? new JsonInput() : given;
        try {
            return starts == null ? readPayload(in, message) : readEnvelope(in, message);
        } catch (Unusual | DataException e) {
            // Either the message is wrong, which the tree then says, or it is only rare.
        } finally {
            in.stop();
            spare.set(in);
        }
        return starts == null
                ? new SchemaAndValue(fixedSchema, trees.read(treeOf(message), fixedSchema))
                : readEnvelopeAsTree(message);
    }

    /** The schema of a JSON form; null for JSON null. */
    Schema schemaOf(JsonNode tree) {
        return tree.isNull() ? null : schemasByTree.get(tree);
    }

    private Schema parseFixedSchema(byte[] content) {
        try {
            return schemaOf(JsonFormat.EXACT.readTree(content));
        } catch (IOException | NumberFormatException e) {
            throw new DataException("The value of " + JsonConverterConfig.SCHEMA_CONTENT_CONFIG + " is not JSON", e);
        }
    }

    private Optional<SchemaDecoder> decoderOf(Schema schema) {
        try {
            return Optional.of(SchemaDecoder.of(schema, replaceNullWithDefault));
        } catch (RuntimeException e) {
            // A schema out of the ordinary, or a wrong one; what is wrong shows when a value is read.
            return Optional.empty();
        }
    }

    private SchemaAndValue readPayload(JsonInput in, byte[] message) {
        in.start(message, 0, 0);
        Object value = fixedDecoder.orElseThrow(Unusual::new).read(in);
        return new SchemaAndValue(fixedSchema, value);
    }

    private SchemaAndValue readEnvelope(JsonInput in, byte[] message) {
        EnvelopeStarts.Start start = starts.of(message, in);
        in.start(message, start.text().length, 1);
        Object value = start.decoder().orElseThrow(Unusual::new).read(in);
        in.expect('}');
        return new SchemaAndValue(start.schema(), value);
    }

    private SchemaAndValue readEnvelopeAsTree(byte[] message) {
        JsonNode envelope = treeOf(message);
        JsonNode schemaTree = envelope.get(JsonSchema.ENVELOPE_SCHEMA);
        JsonNode payload = envelope.get(JsonSchema.ENVELOPE_PAYLOAD);
        if (envelope.size() != 2 || schemaTree == null || payload == null) {
            throw new DataException("A message must be a JSON object with the properties '"
                    + JsonSchema.ENVELOPE_SCHEMA + "' and '" + JsonSchema.ENVELOPE_PAYLOAD
                    + "' and no other; for plain JSON set " + JsonConverterConfig.SCHEMAS_ENABLE_CONFIG + "=false");
        }
        Schema schema = schemaOf(schemaTree);
        return new SchemaAndValue(schema, trees.read(payload, schema));
    }

    private static JsonNode treeOf(byte[] message) {
        try {
            return JsonFormat.EXACT.readTree(message);
        } catch (IOException | NumberFormatException e) {
            throw new DataException("A message is not JSON", e);
        }
    }
}
