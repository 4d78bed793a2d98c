package org.apache.kafka.connect.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigInteger;
import java.util.Base64;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What is written by hand here is the same as what the JDK would write. */
class JsonOutputTest {
    private static final int COUNT = 200_000;

    private final Random random = new Random(4711);

    private static String written(Consumer<JsonOutput> content) {
        JsonOutput out = new JsonOutput();
        content.accept(out);
        return new String(out.toBytes(), UTF_8);
    }

    @Test
    void writesIntegers() {
        for (int i = 0; i < COUNT; i++) {
            long value = random.nextLong() >> random.nextInt(64);
            assertEquals(Long.toString(value), written(out -> out.number(value)));
        }
        for (long value : new long[] {Long.MIN_VALUE, Long.MAX_VALUE, 0, -1, 9, 10, -10, 99, 100}) {
            assertEquals(Long.toString(value), written(out -> out.number(value)));
        }
    }

    @Test
    void writesDoublesOfFewDigits() {
        for (int i = 0; i < COUNT; i++) {
            double value = (random.nextInt() >> random.nextInt(32)) / 100.0;
            double tenths = (random.nextInt() >> random.nextInt(32)) / 10.0;
            assertEquals(Double.toString(value), written(out -> out.number(value)));
            assertEquals(Double.toString(tenths), written(out -> out.number(tenths)));
        }
    }

    @Test
    void writesDoublesOfManyDigits() {
        for (int i = 0; i < COUNT; i++) {
            double value = random.nextGaussian() * Math.pow(10, random.nextInt(12));
            assertEquals(Double.toString(value), written(out -> out.number(value)));
        }
        for (double value : new double[] {0.0, -0.0, 1e7, 9_999_999.99, 1e10, 0.001, 1e-3, Double.MIN_VALUE}) {
            assertEquals(Double.toString(value), written(out -> out.number(value)));
        }
    }

    @Test
    void writesBase64OfBytes() {
        for (int length = 0; length < 300; length++) {
            byte[] bytes = new byte[length];
            random.nextBytes(bytes);
            assertEquals('"' + Base64.getEncoder().encodeToString(bytes) + '"', written(out -> out.base64(bytes)));
        }
    }

    @Test
    void writesBase64OfNumbers() {
        for (int i = 0; i < COUNT; i++) {
            long value = random.nextLong() >> random.nextInt(64);
            byte[] bytes = BigInteger.valueOf(value).toByteArray();
            assertEquals('"' + Base64.getEncoder().encodeToString(bytes) + '"', written(out -> out.base64(value)));
        }
    }
}
