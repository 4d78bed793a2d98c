package dev.sluice.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ReportCodecTest {
    private static final Report REPORT = new Report(
            "host:8083/0f",
            17,
            29_000_000,
            List.of(
                    new Measurement(SeriesKey.connector("größe"), Map.of(Field.STATE, 1L, Field.KIND, 2L)),
                    new Measurement(
                            SeriesKey.task("c", 12), Map.of(Field.SENT_BYTES, Long.MAX_VALUE, Field.LAG_MAX, 0L)),
                    new Measurement(SeriesKey.partition("c", "connect-c", "t", 3), Map.of(Field.LAG_MAX, 5L)),
                    new Measurement(SeriesKey.worker("host:8083"), Map.of())));

    @Test
    void readsWhatItWrites() {
        assertEquals(Optional.of(REPORT), ReportCodec.decode(ReportCodec.encode(REPORT)));
    }

    @Test
    void theStoredFormatStaysAsItIs() {
        Report small = new Report(
                "w", 1, 2, List.of(new Measurement(SeriesKey.task("c", 3), Map.of(Field.SENT_RECORDS, 300L))));
        byte[] expected = {1, 1, 'w', 1, 2, 1, 1, 1, 'c', 3, 4, (byte) 0xAC, 2};
        assertEquals(Arrays.toString(expected), Arrays.toString(ReportCodec.encode(small)));
    }

    @Test
    void skipsOtherVersionsAndWhatItDoesNotKnow() {
        byte[] other = ReportCodec.encode(REPORT);
        other[0] = 2;
        assertEquals(Optional.empty(), ReportCodec.decode(other));
        byte[] newer = {
            1, 1, 'w', 1, 2, 99, 1, 1, 'c', 3, 4, 7, 0, 1, 1, 'd', 0, (byte) 0x84, (byte) 0x80, (byte) 0x80, 1, 5, 6
        };
        Report read = ReportCodec.decode(newer).orElseThrow();
        assertEquals(
                List.of(new Measurement(SeriesKey.connector("d"), Map.of(Field.SENT_RECORDS, 5L))),
                read.measurements(),
                "a kind and a field of a later version are left out");
    }

    @Test
    void survivesEveryTruncationAndAnyGarbage() {
        byte[] whole = ReportCodec.encode(REPORT);
        for (int length = 0; length < whole.length; length++) {
            ReportCodec.decode(Arrays.copyOf(whole, length));
        }
        Random random = new Random(42);
        for (int round = 0; round < 10_000; round++) {
            byte[] garbage = new byte[random.nextInt(60)];
            random.nextBytes(garbage);
            if (garbage.length > 0) {
                garbage[0] = 1;
            }
            ReportCodec.decode(garbage);
        }
        assertEquals(Optional.empty(), ReportCodec.decode(null));
    }

    @Test
    void nothingMeasuredIsNegative() {
        Map<Field, Long> negative = new EnumMap<>(Map.of(Field.PUTS, -1L));
        SeriesKey key = SeriesKey.connector("c");
        assertThrows(IllegalArgumentException.class, () -> new Measurement(key, negative));
    }
}
