package dev.sluice.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.errors.DataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The expected bytes and values are what {@code JsonConverter} of Apache Kafka 4.3.1 writes and reads. */
class SchemalessJsonTest {

    @Test
    void writesEveryPrimitiveInTheOrderOfTheMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("byte", (byte) 1);
        map.put("short", (short) 2);
        map.put("float", 1.1f);
        map.put("double", 1.0);
        map.put("big", 1e22);
        map.put("nan", Double.NaN);
        map.put("infinite", Float.NEGATIVE_INFINITY);
        map.put("bytes", new byte[] {1, 2, (byte) 250});
        map.put("buffer", ByteBuffer.wrap(new byte[] {1, 2, 3, 4}, 1, 2));
        map.put("null", null);
        map.put("true", true);
        map.put("long", Long.MIN_VALUE);

        assertEquals(
                "{\"byte\":1,\"short\":2,\"float\":1.1,\"double\":1.0,\"big\":1.0E22,\"nan\":\"NaN\","
                        + "\"infinite\":\"-Infinity\",\"bytes\":\"AQL6\",\"buffer\":\"AQIDBA==\",\"null\":null,"
                        + "\"true\":true,\"long\":-9223372036854775808}",
                text(SchemalessJson.write(map)));
    }

    @Test
    void escapesWhatJsonConverterEscapes() {
        assertEquals(
                "{\"u\":\"\u00e9\u2028\\u0001\\\"/\\uD83D\\uDE00\"}",
                text(SchemalessJson.write(Map.of("u", "\u00e9\u2028\u0001\"/\ud83d\ude00"))));
    }

    @Test
    void nullIsATombstoneOutsideAndANullInside() {
        assertNull(SchemalessJson.write(null));
        assertEquals("[\"c\",null]", text(SchemalessJson.write(Arrays.asList("c", null))));
    }

    @Test
    void refusesOtherTypes() {
        assertThrows(DataException.class, () -> SchemalessJson.write(Map.of("a", BigDecimal.ONE)));
        assertThrows(DataException.class, () -> SchemalessJson.write(Map.of(1, "a")));
    }

    @Test
    void readsIntegersAsLongsAndFloatsAsDoubles() {
        assertEquals(
                List.of(1L, 2.5, 1000.0, -6101065172474983726L, 1.0),
                SchemalessJson.read(bytes("[1,2.5,1e3,12345678901234567890,1.0]")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "null"})
    void readsNothingAsNull(String json) {
        assertNull(SchemalessJson.read(bytes(json)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}x", "{} {}", "\uFEFF{}"})
    void readsTheFirstValueOnly(String json) {
        assertEquals(Map.of(), SchemalessJson.read(bytes(json)));
    }

    @Test
    void theLastOfTwoEqualFieldsCounts() {
        assertEquals(Map.of("a", 2L), SchemalessJson.read(bytes("{\"a\":1,\"a\":2}")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"nul", "{\"a\":NaN}", "{a:1}", "{'a':1}", "[1,]", "// c\n1", "{\"a\":", "[1", "]"})
    void refusesWhatIsNotJsonWithoutQuotingIt(String json) {
        DataException error = assertThrows(DataException.class, () -> SchemalessJson.read(bytes(json)));

        assertEquals("Not valid JSON", error.getMessage());
        assertFalse(error.toString().contains(json));
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
