package org.apache.kafka.connect.json;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.differential.Rendering;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import java.util.function.LongFunction;

/** The serializer, the deserializer, envelopes, and schemas to and from trees. */
public final class TreeScenario implements LongFunction<String> {
    public TreeScenario() {}

    @Override
    public String apply(long seed) {
        JsonTexts texts = new JsonTexts(new Random(seed));
        JsonConverter converter = new JsonConverter();
        converter.configure(Map.of(), false);
        String value = texts.value(4);
        String schema = texts.shape(3).schema();
        return value + "\n" + throughTree(value) + "\n"
                + Rendering.outcome(() -> converter.asConnectSchema(tree(schema))) + "\n"
                + Rendering.outcome(() ->
                        converter.asConnectSchema(converter.asJsonSchema(converter.asConnectSchema(tree(schema)))))
                + "\n"
                + Rendering.outcome(
                        () -> JsonSchema.envelope(tree(schema), tree(value)).toString());
    }

    private static JsonNode tree(String text) {
        return new JsonDeserializer().deserialize("topic", text.getBytes(StandardCharsets.UTF_8));
    }

    private static String throughTree(String text) {
        return Rendering.outcome(() -> {
            JsonNode tree = tree(text);
            byte[] bytes = new JsonSerializer().serialize("topic", tree);
            String written = bytes == null ? "null" : new String(bytes, StandardCharsets.UTF_8);
            return tree.getNodeType() + " " + tree + " " + written;
        });
    }
}
