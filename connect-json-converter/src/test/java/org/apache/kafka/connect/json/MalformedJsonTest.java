package org.apache.kafka.connect.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.connect.errors.DataException;

/**
 * Whatever the bytes of a message are, they are read in no time, or refused with the exception that is for that. A
 * failure is reported with the seed that repeats it.
 */
class MalformedJsonTest {
    private static final int TRIES = 2000;
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int STACK_BYTES = 512 << 10;

    private static final List<String> FRAGMENTS = List.of(
            "{",
            "}",
            "[",
            "]",
            ":",
            ",",
            "\"",
            "\\",
            "\"a\"",
            "\"\\u",
            "\\ud83d",
            "\\uDE00",
            "null",
            "true",
            "false",
            "nul",
            "-",
            "0",
            "1",
            "007",
            "1.",
            ".5",
            "1e9",
            "1e99999999999",
            "-0.0",
            "12345678901234567890",
            "NaN",
            " ",
            "\n",
            "\u0000",
            "ü",
            "日",
            "\ud83d\ude00",
            "/**/",
            "'",
            "{\"schema\":",
            "\"payload\":",
            "\"type\":",
            "\"struct\"",
            "\"fields\":[",
            "\"int32\"",
            "\"bytes\"",
            "\"optional\":true",
            "\"field\":\"a\"",
            "AQI=",
            "\"name\":\"org.apache.kafka.connect.data.Decimal\"",
            "\"parameters\":{\"scale\":\"2\"}");

    private final List<JsonConverter> converters = List.of(
            converter(Map.of()),
            converter(Map.of("schemas.enable", false)),
            converter(Map.of("schemas.cache.size", 0, "replace.null.with.default", false)),
            converter(Map.of(
                    "schema.content",
                    "{\"type\":\"struct\",\"fields\":[{\"field\":\"a\",\"type\":\"double\"},{\"field\":\"b\",\"type\":"
                            + "\"array\",\"items\":{\"type\":\"map\",\"keys\":{\"type\":\"int8\"},\"values\":"
                            + "{\"type\":\"bytes\",\"optional\":true}}}]}")));

    private static JsonConverter converter(Map<String, ?> config) {
        JsonConverter converter = new JsonConverter();
        converter.configure(config, false);
        return converter;
    }

    @Provide
    Arbitrary<byte[]> anyBytes() {
        return Arbitraries.bytes().array(byte[].class).ofMaxSize(200);
    }

    @Provide
    Arbitrary<byte[]> fragments() {
        return Arbitraries.of(FRAGMENTS).list().ofMaxSize(40).map(parts -> String.join("", parts)
                .getBytes(UTF_8));
    }

    /** Messages that were fine until some of their bytes were changed, left out, repeated or cut off. */
    @Provide
    Arbitrary<byte[]> damaged() {
        Arbitrary<String> proper = Arbitraries.longs().map(seed -> {
            JsonTexts texts = new JsonTexts(new Random(seed));
            return texts.envelope(texts.shape(3));
        });
        return Combinators.combine(proper, Arbitraries.longs()).as((text, seed) -> damage(text, new Random(seed)));
    }

    private static byte[] damage(String text, Random random) {
        StringBuilder damaged = new StringBuilder(text);
        for (int i = random.nextInt(4); i > 0 && !damaged.isEmpty(); i--) {
            int at = random.nextInt(damaged.length());
            switch (random.nextInt(5)) {
                case 0 -> damaged.deleteCharAt(at);
                case 1 -> damaged.insert(at, FRAGMENTS.get(random.nextInt(FRAGMENTS.size())));
                case 2 -> damaged.setCharAt(at, (char) random.nextInt(256));
                case 3 -> damaged.insert(at, damaged.substring(random.nextInt(at + 1), at));
                default -> damaged.setLength(at);
            }
        }
        return damaged.toString().getBytes(UTF_8);
    }

    @Property(tries = TRIES, shrinking = ShrinkingMode.BOUNDED)
    void readsOrRefusesAnyBytes(@ForAll("anyBytes") byte[] message) {
        readInTime(message);
    }

    @Property(tries = TRIES, shrinking = ShrinkingMode.BOUNDED)
    void readsOrRefusesFragmentsOfJson(@ForAll("fragments") byte[] message) {
        readInTime(message);
    }

    @Property(tries = TRIES, shrinking = ShrinkingMode.BOUNDED)
    void readsOrRefusesDamagedMessages(@ForAll("damaged") byte[] message) {
        readInTime(message);
    }

    @Example
    void refusesDeepNestingOnASmallStack() {
        for (String opening :
                List.of("[", "{\"a\":", "{\"schema\":null,\"payload\":[", "[[],", "{\"schema\":{\"type\":")) {
            byte[] message = opening.repeat(200_000).getBytes(UTF_8);
            for (JsonConverter converter : converters) {
                assertEquals("refused", outcomeOnASmallStack(converter, message));
            }
        }
    }

    @Example
    void refusesDeepSchemasOnASmallStack() {
        for (int depth : new int[] {400, 990, 2000}) {
            String schema = "{\"type\":\"array\",\"items\":".repeat(depth) + "{\"type\":\"int8\"}" + "}".repeat(depth);
            byte[] message = ("{\"schema\":" + schema + ",\"payload\":[]}").getBytes(UTF_8);
            String outcome = outcomeOnASmallStack(converters.get(0), message);
            assertEquals(depth < 1000 ? "read" : "refused", outcome);
        }
    }

    @Example
    void refusesWhatIsLongerThanJsonMayBe() {
        byte[] digits = "1".repeat(100_000).getBytes(UTF_8);
        byte[] name = ("{\"" + "a".repeat(100_000) + "\":1}").getBytes(UTF_8);

        assertThrows(DataException.class, () -> converters.get(1).toConnectData("topic", digits));
        assertThrows(DataException.class, () -> converters.get(1).toConnectData("topic", name));
    }

    private void readInTime(byte[] message) {
        assertTimeoutPreemptively(PATIENCE, () -> readWithAll(message));
    }

    private void readWithAll(byte[] message) {
        for (JsonConverter converter : converters) {
            read(converter, message);
        }
        try {
            new JsonDeserializer().deserialize("topic", message);
        } catch (SerializationException e) {
            // The one exception that is allowed.
        }
    }

    private static String read(JsonConverter converter, byte[] message) {
        try {
            converter.toConnectData("topic", message);
            return "read";
        } catch (DataException e) {
            return "refused";
        }
    }

    private static String outcomeOnASmallStack(JsonConverter converter, byte[] message) {
        FutureTask<String> task = new FutureTask<>(() -> read(converter, message));
        new Thread(null, task, "small-stack", STACK_BYTES).start();
        try {
            return task.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }
}
