package org.apache.kafka.connect.storage;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.differential.Differential;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.LongFunction;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.data.RandomData;
import org.apache.kafka.connect.data.RandomText;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Transcript;
import org.junit.jupiter.api.Test;

class TextConvertersDifferentialTest {
    @Test
    void simpleHeaderConverterIsLikeApaches() throws IOException {
        try (Differential differential = new Differential()) {
            differential.assertSame(SimpleHeaders.class, 5_000);
        }
    }

    @Test
    void stringConverterIsLikeApaches() throws IOException {
        try (Differential differential = new Differential()) {
            differential.assertSame(Strings.class, 5_000);
        }
    }

    public static class SimpleHeaders implements LongFunction<String> {
        @Override
        public String apply(long seed) {
            Transcript transcript = new Transcript();
            Random random = new Random(seed);
            RandomData data = new RandomData(random);
            SimpleHeaderConverter converter = new SimpleHeaderConverter();
            converter.configure(Map.of());
            transcript.note("keys", () -> converter.config().names());
            for (int i = 0; i < 10; i++) {
                byte[] bytes = bytes(random);
                Object value = data.any();
                Schema schema = data.schema(1);
                transcript.note("read", () -> converter.toConnectHeader("topic", "header", bytes));
                transcript.note("write", () -> converter.fromConnectHeader("topic", "header", schema, value));
                transcript.note(
                        "back",
                        () -> converter.toConnectHeader(
                                null, null, converter.fromConnectHeader(null, null, null, value)));
            }
            return transcript.toString();
        }
    }

    public static class Strings implements LongFunction<String> {
        private static final Object[] ENCODINGS = {
            "UTF-8",
            "utf8",
            "UTF-16",
            "ISO-8859-1",
            "US-ASCII",
            "windows-1252",
            "Shift_JIS",
            "UTF-99",
            "no charset",
            "",
            " UTF-8 ",
            5,
            null
        };
        private static final String[] TYPES = {"key", "value", "header", "Header", "other", null};

        @Override
        public String apply(long seed) {
            Transcript transcript = new Transcript();
            Random random = new Random(seed);
            RandomData data = new RandomData(random);
            StringConverter converter = new StringConverter();
            transcript.note("keys", () -> describe(converter.config()));
            for (int i = 0; i < 6; i++) {
                if (random.nextBoolean()) {
                    configure(transcript, random, converter);
                }
                byte[] bytes = bytes(random);
                Object value = random.nextInt(10) == 0 ? new Wordless() : data.any();
                transcript.note("read", () -> converter.toConnectData("topic", bytes));
                transcript.note("read header", () -> converter.toConnectHeader("topic", "header", bytes));
                transcript.note("write", () -> converter.fromConnectData("topic", null, text(value)));
                transcript.note(
                        "write header", () -> converter.fromConnectHeader("topic", "header", null, text(value)));
            }
            transcript.note("none", () -> converter.toConnectData("topic", null));
            converter.close();
            return transcript.toString();
        }

        private static void configure(Transcript transcript, Random random, StringConverter converter) {
            Map<String, Object> configs = new HashMap<>();
            if (random.nextInt(3) > 0) {
                configs.put("converter.encoding", ENCODINGS[random.nextInt(ENCODINGS.length)]);
            }
            if (random.nextInt(3) == 0) {
                configs.put("serializer.encoding", "UTF-16");
                configs.put("deserializer.encoding", "nonsense");
            }
            if (random.nextInt(3) > 0) {
                configs.put("converter.type", TYPES[random.nextInt(TYPES.length)]);
            }
            boolean isKey = random.nextBoolean();
            if (random.nextBoolean()) {
                transcript.note("configure " + configs, () -> configured(() -> converter.configure(configs)));
            } else {
                transcript.note("configure " + configs, () -> configured(() -> converter.configure(configs, isKey)));
            }
            transcript.note("encoding", () -> new StringConverterConfig(configs).encoding());
            transcript.note("type", () -> new StringConverterConfig(configs).type());
        }

        private static boolean configured(Runnable action) {
            action.run();
            return true;
        }

        /** Values whose text does not depend on the run. */
        private static Object text(Object value) {
            boolean named = value instanceof String
                    || value instanceof Number
                    || value instanceof Boolean
                    || value instanceof Wordless;
            return named ? value : null;
        }

        private static String describe(ConfigDef definition) {
            StringBuilder out = new StringBuilder();
            for (ConfigDef.ConfigKey key : definition.configKeys().values()) {
                out.append(key.name)
                        .append(key.type)
                        .append(key.hasDefault() ? key.defaultValue : "")
                        .append(key.importance);
                out.append(key.group).append(key.orderInGroup).append(key.width).append(key.displayName);
                out.append(key.dependents).append(key.validator).append('\n');
            }
            return out.toString();
        }
    }

    /** Has no text. */
    private static final class Wordless {
        @Override
        @SuppressWarnings("ToStringReturnsNull")
        public String toString() {
            return null;
        }
    }

    private static byte[] bytes(Random random) {
        if (random.nextInt(20) == 0) {
            return null;
        }
        byte[] bytes = new RandomText(random).next().getBytes(UTF_8);
        if (bytes.length > 0 && random.nextInt(4) == 0) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        }
        return bytes;
    }
}
