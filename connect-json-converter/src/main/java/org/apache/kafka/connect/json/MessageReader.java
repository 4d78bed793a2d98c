package org.apache.kafka.connect.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.kafka.common.cache.Cache;
import org.apache.kafka.common.cache.LRUCache;
import org.apache.kafka.common.cache.SynchronizedCache;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.errors.DataException;

/**
 * Reads whole messages.
 *
 * <p>A message is read by streaming if it looks as this converter writes it: UTF-8, the schema before the payload, and
 * nothing that does not fit. Any other one is read again as a tree, which decides. So properties may come in any order,
 * and of a property that is there twice only the last counts.
 */
final class MessageReader {
    private final boolean withSchemas;
    private final ValueReader values;
    private final SchemaReader schemas;
    private final Cache<ByteBuffer, Schema> schemasByText;
    private final Cache<JsonNode, Schema> schemasByTree;
    private final Schema fixedSchema;

    MessageReader(JsonConverterConfig config) {
        withSchemas = config.schemasEnabled();
        values = new ValueReader(config.replaceNullWithDefault());
        schemas = new SchemaReader(values);
        schemasByText = new SynchronizedCache<>(new LRUCache<>(config.schemaCacheSize()));
        schemasByTree = new SynchronizedCache<>(new LRUCache<>(config.schemaCacheSize()));
        byte[] content = config.schemaContent();
        fixedSchema = content == null ? null : parseFixedSchema(content);
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
        if (withSchemas && fixedSchema == null) {
            return readEnvelope(message);
        }
        Schema schema = withSchemas ? fixedSchema : null;
        return new SchemaAndValue(schema, readPayload(message, schema));
    }

    /** The schema of a JSON form; null for JSON null. */
    Schema schemaOf(JsonNode tree) {
        if (tree.isNull()) {
            return null;
        }
        Schema schema = schemasByTree.get(tree);
        if (schema == null) {
            schema = schemas.read(tree);
            schemasByTree.put(tree, schema);
        }
        return schema;
    }

    private Schema parseFixedSchema(byte[] content) {
        try {
            return schemaOf(JsonFormat.EXACT.readTree(content));
        } catch (IOException | NumberFormatException e) {
            throw new DataException("The value of " + JsonConverterConfig.SCHEMA_CONTENT_CONFIG + " is not JSON", e);
        }
    }

    private Object readPayload(byte[] message, Schema schema) {
        try (JsonParser in = JsonFormat.FACTORY.createParser(message)) {
            in.nextToken();
            return values.read(in, schema);
        } catch (IOException | DataException | NumberFormatException e) {
            return readAsTree(treeOf(message), schema);
        }
    }

    private SchemaAndValue readEnvelope(byte[] message) {
        try {
            SchemaAndValue streamed = streamEnvelope(message);
            if (streamed != null) {
                return streamed;
            }
        } catch (IOException | DataException | NumberFormatException e) {
            // Either the message is wrong, which the tree then says, or it has a property twice.
        }
        JsonNode envelope = treeOf(message);
        JsonNode schemaTree = envelope.get(JsonSchema.ENVELOPE_SCHEMA);
        JsonNode payload = envelope.get(JsonSchema.ENVELOPE_PAYLOAD);
        if (envelope.size() != 2 || schemaTree == null || payload == null) {
            throw new DataException("A message must be a JSON object with the properties '"
                    + JsonSchema.ENVELOPE_SCHEMA + "' and '" + JsonSchema.ENVELOPE_PAYLOAD
                    + "' and no other; for plain JSON set " + JsonConverterConfig.SCHEMAS_ENABLE_CONFIG + "=false");
        }
        Schema schema = schemaOf(schemaTree);
        return new SchemaAndValue(schema, readAsTree(payload, schema));
    }

    /** Null if the message has to be read as a tree. */
    private SchemaAndValue streamEnvelope(byte[] message) throws IOException {
        if (message.length < 2 || message[0] != '{' || message[1] == 0) {
            // Not UTF-8, or a byte-order mark: offsets in the message would not be bytes of it.
            return null;
        }
        try (JsonParser in = JsonFormat.FACTORY.createParser(message)) {
            in.nextToken();
            if (!JsonSchema.ENVELOPE_SCHEMA.equals(in.nextFieldName())) {
                return null;
            }
            JsonToken first = in.nextToken();
            Schema schema = null;
            if (first == JsonToken.START_OBJECT) {
                int from = (int) in.currentTokenLocation().getByteOffset();
                in.skipChildren();
                int to = (int) in.currentLocation().getByteOffset();
                schema = schemaOfText(ByteBuffer.wrap(message, from, to - from));
            } else if (first != JsonToken.VALUE_NULL) {
                return null;
            }
            if (!JsonSchema.ENVELOPE_PAYLOAD.equals(in.nextFieldName())) {
                return null;
            }
            in.nextToken();
            Object value = values.read(in, schema);
            return in.nextToken() == JsonToken.END_OBJECT ? new SchemaAndValue(schema, value) : null;
        }
    }

    private Schema schemaOfText(ByteBuffer text) {
        Schema schema = schemasByText.get(text);
        if (schema == null) {
            // A copy, as the cache must not keep the whole message.
            int from = text.arrayOffset() + text.position();
            byte[] copy = Arrays.copyOfRange(text.array(), from, from + text.remaining());
            schema = schemaOf(treeOf(copy));
            schemasByText.put(ByteBuffer.wrap(copy), schema);
        }
        return schema;
    }

    private Object readAsTree(JsonNode tree, Schema schema) {
        try (JsonParser in = tree.traverse()) {
            if (!tree.isMissingNode()) {
                in.nextToken();
            }
            return values.read(in, schema);
        } catch (IOException e) {
            throw new DataException("Cannot read a message's payload", e);
        }
    }

    private static JsonNode treeOf(byte[] message) {
        try {
            return JsonFormat.EXACT.readTree(message);
        } catch (IOException | NumberFormatException e) {
            throw new DataException("A message is not JSON", e);
        }
    }
}
