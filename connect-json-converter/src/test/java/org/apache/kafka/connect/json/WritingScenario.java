package org.apache.kafka.connect.json;

import dev.sluice.differential.Rendering;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.function.LongFunction;
import org.apache.kafka.connect.data.Schema;

/** Writes random values, with and without schemas, and reads back what was written. */
public final class WritingScenario implements LongFunction<String> {
    private static final int VALUES = 8;

    public WritingScenario() {}

    @Override
    public String apply(long seed) {
        RandomData data = new RandomData(new Random(seed));
        JsonConverter converter = new JsonConverter();
        converter.configure(data.converterConfig(), seed % 2 == 0);
        StringBuilder transcript = new StringBuilder();
        Schema schema = data.schema(4);
        transcript.append(Rendering.schema(schema)).append('\n');
        transcript
                .append(Rendering.outcome(() -> text(converter.asJsonSchema(schema))))
                .append('\n');
        transcript
                .append(Rendering.outcome(() -> converter.asConnectSchema(converter.asJsonSchema(schema))))
                .append('\n');
        for (int i = 0; i < VALUES; i++) {
            Object value = data.value(schema, 4);
            String written = Rendering.outcome(() -> text(converter.fromConnectData("topic", schema, value)));
            String readBack = Rendering.outcome(() -> converter.toConnectHeader(
                    "topic", "key", converter.fromConnectHeader("topic", "key", schema, value)));
            transcript.append(written).append('\n').append(readBack).append('\n');
        }
        return transcript.toString();
    }

    private static String text(Object tree) {
        return String.valueOf(tree);
    }

    private static String text(byte[] bytes) {
        return bytes == null ? "null" : new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
