package org.apache.kafka.connect.json;

import dev.sluice.differential.Rendering;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.LongFunction;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;

/** Writes and reads values nested around the limit; the seed chooses depth and mode. */
public final class NestingScenario implements LongFunction<String> {
    /** Deep enough to meet the limit of 1000 levels from both sides. */
    static final int SEEDS = 32;

    private static final int LEAST_DEPTH = 996;

    /** Apache's classes take more than a default stack for 1000 levels, and the limit is what is compared here. */
    private static final long STACK_BYTES = 64L << 20;

    public NestingScenario() {}

    @Override
    public String apply(long seed) {
        FutureTask<String> transcript = new FutureTask<>(() -> convert(seed));
        new Thread(null, transcript, "deep", STACK_BYTES).start();
        try {
            return transcript.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("seed " + seed, e);
        }
    }

    private static String convert(long seed) {
        int depth = LEAST_DEPTH + (int) (seed / 4);
        JsonConverter converter = new JsonConverter();
        converter.configure(Map.of("schemas.enable", seed % 2 == 0), false);
        return seed % 4 < 2 ? schemaless(converter, depth) : withSchema(converter, depth);
    }

    private static String schemaless(JsonConverter converter, int depth) {
        Object nested = 1L;
        for (int i = 0; i < depth; i++) {
            nested = i % 2 == 0 ? List.of(nested) : Map.of("a", nested);
        }
        Object value = nested;
        String arrays = "[".repeat(depth) + "]".repeat(depth);
        String envelope = "{\"schema\":null,\"payload\":" + arrays + "}";
        return depth + read(converter, arrays) + read(converter, envelope) + write(converter, null, value);
    }

    private static String withSchema(JsonConverter converter, int depth) {
        Schema schema = Schema.INT32_SCHEMA;
        Object value = 1;
        for (int i = 0; i < depth; i++) {
            schema = SchemaBuilder.array(schema).build();
            value = List.of(value);
        }
        String deepSchema = "{\"type\":\"array\",\"items\":".repeat(depth) + "{\"type\":\"int8\"}" + "}".repeat(depth);
        return depth
                + write(converter, schema, value)
                + read(converter, "{\"schema\":" + deepSchema + ",\"payload\":[]}");
    }

    private static String write(JsonConverter converter, Schema schema, Object value) {
        return Rendering.outcome(() -> converter.fromConnectData("topic", schema, value));
    }

    private static String read(JsonConverter converter, String text) {
        byte[] message = text.getBytes(StandardCharsets.UTF_8);
        return Rendering.outcome(() -> converter.toConnectData("topic", message).value() != null);
    }
}
