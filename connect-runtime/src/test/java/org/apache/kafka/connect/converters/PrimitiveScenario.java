package org.apache.kafka.connect.converters;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.function.LongFunction;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.storage.Converter;
import org.apache.kafka.connect.storage.HeaderConverter;

/** Configures every primitive converter, writes random values with random schemas, and reads random bytes. */
public final class PrimitiveScenario implements LongFunction<String> {
    private static final int VALUES = 6;
    private static final List<Schema.Type> TYPES = List.of(
            Schema.Type.BOOLEAN,
            Schema.Type.BYTES,
            Schema.Type.FLOAT32,
            Schema.Type.FLOAT64,
            Schema.Type.INT16,
            Schema.Type.INT32,
            Schema.Type.INT64,
            Schema.Type.STRING);

    public PrimitiveScenario() {}

    @Override
    public String apply(long seed) {
        Random random = new Random(seed);
        StringBuilder transcript = new StringBuilder();
        exercise(new BooleanConverter(), random, transcript);
        exercise(new ByteArrayConverter(), random, transcript);
        exercise(new DoubleConverter(), random, transcript);
        exercise(new FloatConverter(), random, transcript);
        exercise(new IntegerConverter(), random, transcript);
        exercise(new LongConverter(), random, transcript);
        exercise(new ShortConverter(), random, transcript);
        return transcript.toString();
    }

    private static void exercise(Converter converter, Random random, StringBuilder transcript) {
        HeaderConverter headers = (HeaderConverter) converter;
        transcript.append(converter.getClass().getName()).append('\n');
        configure(converter, random, transcript);
        for (int i = 0; i < VALUES; i++) {
            Schema schema = schema(random);
            Object value = value(random);
            byte[] bytes = bytes(random);
            transcript.append(outcome(() -> converter.fromConnectData("topic", schema, value)));
            transcript.append(outcome(() -> headers.fromConnectHeader("topic", "key", schema, value)));
            transcript.append(outcome(() -> converter.toConnectData("topic", bytes)));
            transcript.append(outcome(() -> headers.toConnectHeader("topic", "key", bytes)));
            transcript.append(outcome(() -> {
                byte[] written = converter.fromConnectData("topic", schema, value);
                return converter.toConnectData("topic", written);
            }));
            transcript.append('\n');
        }
        transcript.append(outcome(() -> {
            headers.close();
            return "closed";
        }));
    }

    private static void configure(Converter converter, Random random, StringBuilder transcript) {
        HeaderConverter headers = (HeaderConverter) converter;
        for (ConfigKey key : converter.config().configKeys().values()) {
            transcript.append(key.name).append(key.type).append(key.importance);
            transcript.append(key.validator).append(key.hasDefault()).append(key.displayName);
        }
        transcript.append(headers.config().names());
        String type = List.of("key", "value", "header", "other").get(random.nextInt(4));
        Map<String, String> config =
                random.nextInt(4) == 0 ? Map.of() : Map.of("converter.type", type, "converter.encoding", "x");
        transcript.append(outcome(() -> {
            headers.configure(config);
            return "configured";
        }));
        transcript.append(outcome(() -> {
            converter.configure(config, random.nextBoolean());
            return "configured";
        }));
    }

    private static Schema schema(Random random) {
        if (random.nextInt(3) == 0) {
            return null;
        }
        SchemaBuilder builder = SchemaBuilder.type(TYPES.get(random.nextInt(TYPES.size())));
        return random.nextBoolean() ? builder.optional().build() : builder.build();
    }

    private static Object value(Random random) {
        return switch (random.nextInt(11)) {
            case 0 -> null;
            case 1 -> random.nextBoolean();
            case 2 -> (short) random.nextInt();
            case 3 -> random.nextInt();
            case 4 -> random.nextLong();
            case 5 -> Float.intBitsToFloat(random.nextInt());
            case 6 -> Double.longBitsToDouble(random.nextLong());
            case 7 -> "text";
            case 8 -> ByteBuffer.wrap(new byte[] {1, 2, 3, 4}).position(random.nextInt(4));
            case 9 ->
                ByteBuffer.wrap(new byte[] {1, 2, 3, 4})
                        .limit(random.nextInt(4))
                        .asReadOnlyBuffer();
            default -> bytes(random);
        };
    }

    private static byte[] bytes(Random random) {
        if (random.nextInt(8) == 0) {
            return null;
        }
        byte[] bytes = new byte[List.of(0, 1, 2, 3, 4, 8, 9).get(random.nextInt(7))];
        random.nextBytes(bytes);
        if (bytes.length == 1 && random.nextBoolean()) {
            Arrays.fill(bytes, (byte) random.nextInt(3));
        }
        return bytes;
    }

    private static String outcome(Callable<?> call) {
        try {
            Object result = call.call();
            if (result instanceof byte[] bytes) {
                return HexFormat.of().formatHex(bytes) + ";";
            }
            if (result instanceof SchemaAndValue both && both.value() instanceof byte[] bytes) {
                return both.schema() + HexFormat.of().formatHex(bytes) + ";";
            }
            return result + ";";
        } catch (Exception e) {
            return e.getClass().getName() + ";";
        }
    }
}
