package dev.sluice.store.offset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.kafka.MemoryCluster;
import dev.sluice.kafka.TopicSettings;
import dev.sluice.log.LogWriter;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.DataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class OffsetStoresTest {
    private static final ByteBuffer KEY = buffer("[\"c\",{\"f\":\"x\"}]");
    private static final ByteBuffer VALUE = buffer("{\"p\":1}");
    private static final ByteBuffer OTHER = buffer("{\"p\":2}");

    private final MemoryOffsetStore primary = new MemoryOffsetStore();
    private final MemoryOffsetStore secondary = new MemoryOffsetStore();
    private final ConnectorOffsetStore both = new ConnectorOffsetStore(primary, secondary, false);

    @TempDir
    Path folder;

    @Test
    void keysAndValuesAreThoseOfApachesWorker() {
        assertEquals(
                "[\"file-src\",{\"filename\":\"/data/in.txt\"}]",
                text(OffsetCodec.key("file-src", Map.of("filename", "/data/in.txt"))));
        assertEquals("[\"c\",null]", text(OffsetCodec.key("c", null)));
        assertEquals("{\"position\":1234}", text(OffsetCodec.value(Map.of("position", 1234))));
        assertNull(OffsetCodec.value(null));
    }

    @Test
    void offsetsHoldPrimitivesOnly() {
        assertThrows(DataException.class, () -> OffsetCodec.value(Map.of("a", BigDecimal.ONE)));
        assertThrows(DataException.class, () -> OffsetCodec.value(Map.of("a", List.of())));
        assertThrows(DataException.class, () -> OffsetCodec.key("c", Map.of("a", Map.of())));
    }

    @Test
    void readsKeysAndIgnoresWhatIsNone() {
        assertEquals(
                Optional.of(new OffsetCodec.Key("c", Map.of("n", 1L))),
                OffsetCodec.readKey(bytes("[\"c\",{\"n\":1}]")));
        for (String key : List.of("{}", "[\"c\"]", "[1,{}]", "[\"c\",1]", "x", "")) {
            assertEquals(Optional.empty(), OffsetCodec.readKey(bytes(key)), key);
        }
    }

    @Test
    void aTopicKeepsOffsetsAndKnowsTheirPartitions() throws Exception {
        MemoryCluster cluster = new MemoryCluster();
        KafkaOffsetStore writer = topicStore(cluster, new LogWriter.Own(Map.of()));
        writer.start();
        writer.set(Map.of(KEY, VALUE)).get();
        KafkaOffsetStore reader = topicStore(cluster, new LogWriter.None());
        reader.start();
        ByteBuffer unknown = buffer("[\"c\",{}]");

        assertEquals(VALUE, reader.get(List.of(KEY)).get().get(KEY));
        assertTrue(reader.get(List.of(unknown)).get().containsKey(unknown));
        assertEquals(
                List.of(Map.of("f", "x")), List.copyOf(reader.connectorKeys("c").values()));

        Map<ByteBuffer, ByteBuffer> removal = new HashMap<>();
        removal.put(KEY, null);
        writer.set(removal).get();
        assertNull(reader.get(List.of(KEY)).get().get(KEY));
        assertEquals(Map.of(), reader.connectorKeys("c"));
        assertThrows(
                ExecutionException.class, () -> reader.set(Map.of(KEY, VALUE)).get());
        writer.stop();
        reader.stop();
        assertThrows(ExecutionException.class, () -> writer.get(List.of(KEY)).get());
    }

    @Test
    void theConnectorsOwnTopicComesFirstAndTheWorkersFillsIn() throws Exception {
        ByteBuffer second = buffer("[\"c\",{\"f\":\"y\"}]");
        primary.values.put(KEY, VALUE);
        secondary.values.put(KEY, OTHER);
        secondary.values.put(second, OTHER);

        assertEquals(
                Map.of(KEY, VALUE, second, OTHER),
                both.get(List.of(KEY, second)).get());
    }

    @Test
    void underTransactionsTheWorkersCopyIsNotBelieved() throws Exception {
        secondary.values.put(KEY, OTHER);

        Map<ByteBuffer, ByteBuffer> found = new ConnectorOffsetStore(primary, secondary, true)
                .get(List.of(KEY))
                .get();

        assertNull(found.get(KEY));
        assertTrue(found.containsKey(KEY));
    }

    /** What both topics know of a connector is asked for next, so both have to be read. */
    @Test
    void underTransactionsTheWorkersTopicIsReadToItsEndAllTheSame() throws Exception {
        secondary.gate = new CompletableFuture<>();

        CompletableFuture<?> read = new ConnectorOffsetStore(primary, secondary, true).get(List.of(KEY));

        assertFalse(read.isDone());
        secondary.gate.complete(null);
        read.get();
    }

    @Test
    void offsetsAreCopiedToTheWorkersTopicOnceTheyAreInTheOwnTopic() throws Exception {
        both.set(Map.of(KEY, VALUE)).get();
        assertEquals(Map.of(KEY, VALUE), secondary.values);

        primary.failure = new ConnectException("full");
        assertThrows(
                ExecutionException.class, () -> both.set(Map.of(KEY, OTHER)).get());
        assertEquals(Map.of(KEY, VALUE), secondary.values);
    }

    @Test
    void aFailingCopyIsNoFailure() throws Exception {
        secondary.failure = new ConnectException("full");

        both.set(Map.of(KEY, VALUE)).get();

        assertEquals(Map.of(KEY, VALUE), primary.values);
        assertEquals(1, secondary.sets);
    }

    @Test
    void removalsMustSucceedInTheWorkersTopicFirst() {
        secondary.failure = new ConnectException("full");
        Map<ByteBuffer, ByteBuffer> removal = new HashMap<>();
        removal.put(KEY, null);

        assertThrows(ExecutionException.class, () -> both.set(removal).get());

        assertEquals(0, primary.sets);
    }

    @Test
    void aFileKeepsOffsetsInApachesFormat() throws Exception {
        Path file = folder.resolve("offsets");
        FileOffsetStore store = new FileOffsetStore(file);
        store.start();
        Map<ByteBuffer, ByteBuffer> changes = new HashMap<>();
        changes.put(KEY, VALUE);
        changes.put(buffer("[\"c\",{\"f\":\"gone\"}]"), null);
        store.set(changes).get();
        store.stop();

        HashMap<?, ?> plain;
        try (ObjectInputStream in = new ObjectInputStream(Files.newInputStream(file))) {
            plain = (HashMap<?, ?>) in.readObject();
        }
        assertEquals(2, plain.size());
        assertEquals(1, plain.values().stream().filter(value -> value == null).count());
        FileOffsetStore again = new FileOffsetStore(file);
        again.start();
        assertEquals(VALUE, again.get(List.of(KEY)).get().get(KEY));
        assertEquals(
                List.of(Map.of("f", "x")), List.copyOf(again.connectorKeys("c").values()));
        again.stop();
        try (var files = Files.list(folder)) {
            assertEquals(List.of(file), files.toList());
        }
    }

    @Test
    void aMissingOrEmptyFileIsNoOffsets() throws Exception {
        for (Path file : List.of(folder.resolve("missing"), Files.createFile(folder.resolve("empty")))) {
            FileOffsetStore store = new FileOffsetStore(file);
            store.start();
            assertNull(store.get(List.of(KEY)).get().get(KEY));
            store.stop();
        }
    }

    @Test
    void aFileWithOtherObjectsIsRefused() throws IOException {
        for (Object content : Arrays.asList("text", new ArrayList<>(), new HashMap<>(Map.of("a", "b")))) {
            Path file = folder.resolve("other");
            try (ObjectOutputStream out = new ObjectOutputStream(Files.newOutputStream(file))) {
                out.writeObject(content);
            }
            ConnectException error = assertThrows(ConnectException.class, () -> new FileOffsetStore(file).start());
            assertTrue(error.getMessage().contains("offset.storage.file.filename"), error.getMessage());
        }
    }

    @Test
    void aBorrowedStoreIsNotStopped() throws Exception {
        FileOffsetStore owned = new FileOffsetStore(folder.resolve("offsets"));
        owned.start();
        new BorrowedOffsetStore(owned).stop();

        owned.set(Map.of(KEY, VALUE)).get();
        assertEquals(
                VALUE, new BorrowedOffsetStore(owned).get(List.of(KEY)).get().get(KEY));
        owned.stop();
    }

    private static KafkaOffsetStore topicStore(MemoryCluster cluster, LogWriter writer) {
        return new KafkaOffsetStore(
                cluster,
                cluster.topicAdmin(),
                new TopicSettings("offset.storage.topic", "offsets", 25, (short) 1, Map.of()),
                Map.of(),
                writer,
                (topic, cause) -> {});
    }

    private static ByteBuffer buffer(String text) {
        return ByteBuffer.wrap(bytes(text));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
