package dev.sluice.offsets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.service.ConnectorOffset;
import dev.sluice.service.ServiceException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class SinkOffsetsTest {

    private static Map<TopicPartition, Long> parse(Map<String, ?> partition, Map<String, ?> offset) {
        return SinkOffsets.parse(List.of(new ConnectorOffset(partition, offset)));
    }

    private static Map<String, Object> partition(Object topic, Object partition) {
        Map<String, Object> map = new HashMap<>();
        map.put("kafka_topic", topic);
        map.put("kafka_partition", partition);
        return map;
    }

    private static void refused(String part, Map<String, ?> partition, Map<String, ?> offset) {
        String message = assertThrows(ServiceException.BadRequest.class, () -> parse(partition, offset))
                .getMessage();
        assertTrue(message.contains(part), message);
    }

    @Test
    void numbersMayBeTextAndOtherKeysAreIgnored() {
        assertEquals(
                Map.of(new TopicPartition("t", 1), 42L), parse(partition("t", 1), Map.of("kafka_offset", 42, "x", 1)));
        assertEquals(Map.of(new TopicPartition("t", 1), 42L), parse(partition("t", "1"), Map.of("kafka_offset", "42")));
    }

    @Test
    void aNullOffsetForgetsOne() {
        Map<TopicPartition, Long> expected = new HashMap<>();
        expected.put(new TopicPartition("t", 0), null);
        assertEquals(expected, parse(partition("t", 0), null));
    }

    @Test
    void whatIsMissingOrNoNumberIsABadRequest() {
        refused("kafka_topic", null, null);
        refused("'kafka_topic'", Map.of("kafka_partition", 0), null);
        refused("'kafka_topic'", partition(null, 0), null);
        refused("'kafka_partition'", partition("t", null), null);
        refused("'x'", partition("t", "x"), null);
        refused("'1.5'", partition("t", 1.5), null);
        refused("'kafka_offset'", partition("t", 0), Map.of());
        refused("'true'", partition("t", 0), Map.of("kafka_offset", true));
    }

    @Test
    void theLastOfSeveralOffsetsForOnePartitionCounts() {
        List<ConnectorOffset> twice = List.of(
                new ConnectorOffset(partition("t", 0), Map.of("kafka_offset", 1)),
                new ConnectorOffset(partition("t", "0"), Map.of("kafka_offset", 2)));
        assertEquals(Map.of(new TopicPartition("t", 0), 2L), SinkOffsets.parse(twice));
    }

    @Test
    void areShownByTopicAndPartition() {
        List<ConnectorOffset> shown = SinkOffsets.format(Map.of(
                new TopicPartition("b", 0), 1L, new TopicPartition("a", 10), 2L, new TopicPartition("a", 9), 3L));
        assertEquals(
                List.of(
                        new ConnectorOffset(partition("a", 9), Map.of("kafka_offset", 3L)),
                        new ConnectorOffset(partition("a", 10), Map.of("kafka_offset", 2L)),
                        new ConnectorOffset(partition("b", 0), Map.of("kafka_offset", 1L))),
                shown);
    }
}
