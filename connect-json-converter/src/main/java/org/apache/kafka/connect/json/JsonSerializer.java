package org.apache.kafka.connect.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Writes a JSON tree as UTF-8 bytes without white space; a null tree becomes null bytes.
 *
 * <p>A tree that cannot be written, for instance one nested deeper than 1000 levels, fails with a
 * {@link SerializationException}.
 */
public class JsonSerializer implements Serializer<JsonNode> {
    private final ObjectMapper mapper = new ObjectMapper();

    public JsonSerializer() {}

    @Override
    public byte[] serialize(String topic, JsonNode data) {
        if (data == null) {
            return null;
        }
        try {
            return mapper.writeValueAsBytes(data);
        } catch (JsonProcessingException e) {
            throw new SerializationException("Cannot write a JSON tree for topic " + topic, e);
        }
    }
}
