package dev.sluice.store.offset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.DataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class OffsetReaderWriterTest {
    private static final Map<String, String> X = Map.of("f", "x");
    private static final Map<String, String> Y = Map.of("f", "y");

    private final MemoryOffsetStore store = new MemoryOffsetStore();
    private final OffsetWriter writer = new OffsetWriter(store, "c");
    private final OffsetReader reader = new OffsetReader(store, "c");

    @Test
    void readsWhatWasWrittenWithLongsAndDoubles() throws Exception {
        writer.put(X, Map.of("i", 1, "d", 1.5f));
        flush().write().get();

        assertEquals(Map.of("i", 1L, "d", 1.5), reader.offset(X));
        Map<Map<String, String>, Map<String, Object>> both = reader.offsets(List.of(X, Y));
        assertTrue(both.containsKey(Y));
        assertEquals(1, both.values().stream().filter(offset -> offset != null).count());
    }

    @Test
    void aStoredValueThatIsNoOffsetIsLeftOut() {
        store.values.put(ByteBuffer.wrap(OffsetCodec.key("c", X)), ByteBuffer.wrap(new byte[] {'['}));

        assertEquals(Map.of(), reader.offsets(List.of(X)));
    }

    @Test
    void closingEndsAReadThatHangs() throws Exception {
        store.gate = new CompletableFuture<>();
        CompletableFuture<Throwable> outcome = new CompletableFuture<>();
        Thread task = new Thread(() -> outcome.complete(assertThrows(ConnectException.class, () -> reader.offset(X))));
        task.start();
        while (task.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }

        reader.close();

        assertTrue(outcome.get().getMessage().contains("stopped"));
        assertThrows(ConnectException.class, () -> reader.offset(Y));
    }

    @Test
    void aFlushHoldsWhatWasPutBeforeIt() throws Exception {
        writer.put(X, Map.of("p", 1));
        OffsetWriter.Flush flush = flush();
        writer.put(X, Map.of("p", 2));
        flush.write().get();

        assertEquals(Map.of("p", 1L), reader.offset(X));
        flush().write().get();
        assertEquals(Map.of("p", 2L), reader.offset(X));
        assertEquals(Optional.empty(), writer.startFlush(Duration.ZERO));
    }

    @Test
    void onlyOneFlushRunsAtATime() throws Exception {
        store.gate = new CompletableFuture<>();
        writer.put(X, Map.of("p", 1));
        CompletableFuture<Void> first = flush().write();
        writer.put(X, Map.of("p", 2));

        assertThrows(TimeoutException.class, () -> writer.startFlush(Duration.ofMillis(1)));

        store.gate.complete(null);
        first.get();
        assertTrue(writer.startFlush(Duration.ZERO).isPresent());
    }

    @Test
    void aFailedWritePutsItsOffsetsBackBehindNewerOnes() throws Exception {
        writer.put(X, Map.of("p", 1));
        writer.put(Y, Map.of("p", 1));
        OffsetWriter.Flush flush = flush();
        writer.put(X, Map.of("p", 2));
        store.failure = new ConnectException("full");
        assertThrows(ExecutionException.class, () -> flush.write().get());

        store.failure = null;
        flush().write().get();

        assertEquals(Map.of("p", 2L), reader.offset(X));
        assertEquals(Map.of("p", 1L), reader.offset(Y));
    }

    @Test
    void anAbandonedFlushCountsAsNotWrittenEvenIfItEndsWellLater() throws Exception {
        store.gate = new CompletableFuture<>();
        writer.put(X, Map.of("p", 1));
        OffsetWriter.Flush late = flush();
        CompletableFuture<Void> write = late.write();
        late.abandon();
        assertTrue(writer.hasOffsets());

        store.gate.complete(null);
        write.get();

        assertTrue(writer.hasOffsets());
        flush().write().get();
        assertFalse(writer.hasOffsets());
    }

    @Test
    void anOffsetThatCannotBeStoredFailsTheFlush() throws Exception {
        Map<String, Object> bad = new HashMap<>();
        bad.put("o", new Object());
        writer.put(X, bad);

        ExecutionException error =
                assertThrows(ExecutionException.class, () -> flush().write().get());

        assertInstanceOf(DataException.class, error.getCause());
        assertEquals(0, store.sets);
        writer.put(X, Map.of("p", 1));
        flush().write().get();
    }

    @Test
    void nullPartitionsAndRemovedOffsetsAreLegal() throws Exception {
        writer.put(null, Map.of("p", 1));
        writer.put(X, null);
        flush().write().get();

        assertEquals(2, store.values.size());
    }

    private OffsetWriter.Flush flush() throws Exception {
        return writer.startFlush(Duration.ZERO).orElseThrow();
    }
}
