package org.apache.kafka.connect.json;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.differential.Rendering;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import java.util.function.LongFunction;
import org.apache.kafka.connect.data.Schema;

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
                        () -> JsonSchema.envelope(tree(schema), tree(value)).toString())
                + "\n" + Rendering.outcome(() -> readAsDebeziumDoes(converter, texts, seed));
    }

    /** Its converter of cloud events gets at a method that is not in the API. */
    private static Object readAsDebeziumDoes(JsonConverter converter, JsonTexts texts, long seed) throws Exception {
        JsonTexts.Shape shape = texts.shape(3);
        Schema schema = converter.asConnectSchema(tree(shape.schema()));
        JsonNode value = tree(shape.payload().get());
        JsonConverterConfig config = new JsonConverterConfig(
                Map.of("converter.type", "value", "replace.null.with.default", Boolean.toString(seed % 2 == 0)));
        Method method = JsonConverter.class.getDeclaredMethod(
                "convertToConnect", Schema.class, JsonNode.class, JsonConverterConfig.class);
        method.setAccessible(true);
        try {
            return method.invoke(null, schema, value, config);
        } catch (InvocationTargetException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
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
