package dev.sluice.offsets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sluice.kafka.MemoryCluster;
import dev.sluice.kafka.TopicAdmin;
import dev.sluice.kafka.TopicSettings;
import dev.sluice.log.LogWriter;
import dev.sluice.service.ConnectorOffset;
import dev.sluice.store.offset.KafkaOffsetStore;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.errors.DataException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SourceOffsetsTest {
    private final MemoryCluster cluster = new MemoryCluster();
    private KafkaOffsetStore store;
    private SourceOffsets offsets;

    @BeforeEach
    void open() {
        store = new KafkaOffsetStore(
                cluster,
                new TopicAdmin(cluster.admin(Map.of()), Map.of()),
                new TopicSettings("offset.storage.topic", "offsets", 25, (short) 1, Map.of()),
                Map.of(),
                new LogWriter.Own(Map.of()),
                (topic, cause) -> {});
        store.start();
        offsets = new SourceOffsets(store, "c");
    }

    @AfterEach
    void close() {
        store.stop();
    }

    private void append(String key, String value) {
        cluster.append(
                "offsets",
                key.getBytes(StandardCharsets.UTF_8),
                value == null ? null : value.getBytes(StandardCharsets.UTF_8));
    }

    private static Map<Map<String, ?>, Map<String, ?>> change(Map<String, ?> partition, Map<String, ?> offset) {
        Map<Map<String, ?>, Map<String, ?>> change = new HashMap<>();
        change.put(partition, offset);
        return change;
    }

    @Test
    void listsWhatIsStoredForTheConnectorAlone() throws Exception {
        append("[\"c\",{\"f\":\"b\"}]", "{\"p\":2}");
        append("[\"c\",{\"f\":\"a\"}]", "{\"p\":1.5}");
        append("[\"c\",{\"f\":\"gone\"}]", "{\"p\":3}");
        append("[\"c\",{\"f\":\"gone\"}]", null);
        append("[\"other\",{\"f\":\"a\"}]", "{\"p\":4}");
        append("[\"c\",{\"f\":\"unreadable\"}]", "[1]");
        assertEquals(
                List.of(
                        new ConnectorOffset(Map.of("f", "a"), Map.of("p", 1.5)),
                        new ConnectorOffset(Map.of("f", "b"), Map.of("p", 2L))),
                offsets.list());
    }

    @Test
    void requestsAreReadAsTheyWillBeReadBack() {
        Map<String, Object> partition = new HashMap<>();
        partition.put("n", 1);
        partition.put("x", null);
        Map<String, Object> read = new HashMap<>();
        read.put("n", 1L);
        read.put("x", null);
        assertEquals(
                change(read, Map.of("d", 1.5, "b", true)),
                SourceOffsets.normalize(List.of(new ConnectorOffset(partition, Map.of("d", 1.5f, "b", true)))));
        assertEquals(change(null, null), SourceOffsets.normalize(List.of(new ConnectorOffset(null, null))));
    }

    @Test
    void whatIsNotPrimitiveIsRefused() {
        for (Object value : Arrays.asList(List.of(1), Map.of("a", 1), BigInteger.TWO.pow(64))) {
            assertThrows(
                    DataException.class,
                    () -> SourceOffsets.normalize(List.of(new ConnectorOffset(Map.of("k", value), Map.of()))));
            assertThrows(
                    DataException.class,
                    () -> SourceOffsets.normalize(List.of(new ConnectorOffset(Map.of(), Map.of("k", value)))));
        }
    }

    @Test
    void aPartitionIsChangedUnderTheKeyThatItHas() throws Exception {
        append("[\"c\",{\"b\":1,\"a\":2}]", "{\"p\":1}");
        Map<String, Object> otherOrder = new LinkedHashMap<>();
        otherOrder.put("a", 2L);
        otherOrder.put("b", 1L);

        offsets.write(change(otherOrder, Map.of("p", 7L))).get();
        assertEquals(List.of(new ConnectorOffset(otherOrder, Map.of("p", 7L))), offsets.list());

        offsets.write(change(Map.of("new", "x"), Map.of("p", 8L))).get();
        assertEquals(2, offsets.list().size());
    }

    @Test
    void removalsCoverEveryKeyOfEachPartition() throws Exception {
        append("[\"c\",{\"b\":1,\"a\":2}]", "{\"p\":1}");
        append("[\"c\",{\"a\":2,\"b\":1}]", "{\"p\":2}");
        append("[\"c\",{\"f\":\"x\"}]", "{\"p\":3}");
        Map<Map<String, ?>, Map<String, ?>> removals = offsets.removals();
        assertEquals(2, removals.size());
        assertNull(removals.get(Map.of("a", 2L, "b", 1L)));

        offsets.write(removals).get();
        assertEquals(List.of(), offsets.list());
        assertEquals(Collections.emptyMap(), store.connectorKeys("c"));
    }
}
