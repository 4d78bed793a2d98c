package dev.sluice.offsets;

import dev.sluice.service.ConnectorOffset;
import dev.sluice.service.ServiceException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.kafka.common.TopicPartition;

/** The offsets of sinks as the REST API writes them: {@code kafka_topic}, {@code kafka_partition}, {@code kafka_offset}. */
public final class SinkOffsets {
    private static final String TOPIC = "kafka_topic";
    private static final String PARTITION = "kafka_partition";
    private static final String OFFSET = "kafka_offset";

    private SinkOffsets() {}

    /** By topic, then by partition. */
    public static List<ConnectorOffset> format(Map<TopicPartition, Long> committed) {
        Map<String, Map<Integer, Long>> byTopic = new TreeMap<>();
        committed.forEach((partition, offset) -> byTopic.computeIfAbsent(partition.topic(), topic -> new TreeMap<>())
                .put(partition.partition(), offset));
        List<ConnectorOffset> offsets = new ArrayList<>();
        byTopic.forEach((topic, partitions) -> partitions.forEach((partition, offset) -> {
            Map<String, Object> where = new LinkedHashMap<>();
            where.put(TOPIC, topic);
            where.put(PARTITION, partition);
            offsets.add(new ConnectorOffset(where, Map.of(OFFSET, offset)));
        }));
        return offsets;
    }

    /**
     * Reads what a request names. Of several offsets for one partition the last counts; other keys are ignored.
     *
     * @return the offset is null where the request has none
     * @throws ServiceException.BadRequest if a key is missing or no number
     */
    public static Map<TopicPartition, Long> parse(List<ConnectorOffset> offsets) {
        Map<TopicPartition, Long> parsed = new LinkedHashMap<>();
        for (ConnectorOffset offset : offsets) {
            Map<String, ?> partition = offset.partition();
            if (partition == null) {
                throw new ServiceException.BadRequest("The partition of a sink connector's offset is missing. "
                        + "It needs " + TOPIC + " and " + PARTITION);
            }
            String topic = String.valueOf(required(partition, TOPIC, "partition"));
            int number = number(partition, PARTITION, "partition", Integer::valueOf);
            Long position = offset.offset() == null ? null : number(offset.offset(), OFFSET, "offset", Long::valueOf);
            parsed.put(new TopicPartition(topic, number), position);
        }
        return parsed;
    }

    private static Object required(Map<String, ?> map, String key, String what) {
        Object value = map.get(key);
        if (value == null) {
            throw new ServiceException.BadRequest("The " + what + " of a sink connector's offset needs the key '" + key
                    + "', which is missing or null. A partition has " + TOPIC + " and " + PARTITION + ", an offset has "
                    + OFFSET + " or is null");
        }
        return value;
    }

    private static <T extends Number> T number(
            Map<String, ?> map, String key, String what, Function<String, T> reading) {
        Object value = required(map, key, what);
        try {
            return reading.apply(String.valueOf(value));
        } catch (NumberFormatException e) {
            throw new ServiceException.BadRequest(
                    "The key '" + key + "' in the " + what + " of a sink connector's offset is '" + value
                            + "', but must be an integer, as a number or as text");
        }
    }
}
