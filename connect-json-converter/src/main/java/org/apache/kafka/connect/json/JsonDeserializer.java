package org.apache.kafka.connect.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Reads bytes as a JSON tree; null bytes become null and empty bytes a missing node.
 *
 * <p>Only the first JSON value of the bytes is read. Bytes that do not start with one fail with a
 * {@link SerializationException}.
 */
public class JsonDeserializer implements Deserializer<JsonNode> {
    public JsonDeserializer() {}

    @Override
    public JsonNode deserialize(String topic, byte[] bytes) {
        if (bytes == null) {
            return null;
        }
        try {
            return JsonFormat.PLAIN.readTree(bytes);
        } catch (IOException e) {
            throw new SerializationException("Cannot read the bytes of topic " + topic + " as JSON", e);
        }
    }
}
