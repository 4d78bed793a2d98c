package dev.sluice.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.kafka.MemoryCluster;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.NotLeaderOrFollowerException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class TopicLogTest {
    private final MemoryCluster cluster = new MemoryCluster();
    private final Seen seen = new Seen();
    private final CompletableFuture<Throwable> failure = new CompletableFuture<>();
    private final TopicLog log = new TopicLog(
            "t",
            cluster,
            Map.of(),
            new LogWriter.Own(Map.of()),
            cluster.topicAdmin(),
            seen,
            (topic, cause) -> failure.complete(cause));

    @BeforeEach
    void createTopic() {
        cluster.createTopic("t", 3, Map.of());
    }

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void hasReadEverythingWhenItHasStarted() {
        for (int record = 0; record < 1_000; record++) {
            append(Integer.toString(record));
        }

        log.start();

        assertEquals(1_000, seen.values().size());
        assertEquals("999", seen.values().get(999));
        assertEquals(List.of(1_000), seen.loadedAfter());
        assertEquals(3, log.partitions());
    }

    @Test
    void startsOnAnEmptyTopic() {
        log.start();

        assertEquals(List.of(), seen.values());
        assertEquals(List.of(0), seen.loadedAfter());
    }

    @Test
    void readToEndIncludesWhatOthersAndThisLogWroteBefore() throws Exception {
        log.start();
        append("theirs");
        CompletableFuture<RecordMetadata> sent = log.send(bytes("k"), bytes("ours"));

        log.readToEnd().get();

        assertEquals(List.of("theirs", "ours"), seen.values());
        assertTrue(sent.isDone());
    }

    @Test
    void handsOverNewRecordsWithoutBeingAsked() throws Exception {
        log.start();

        append("new");

        assertEquals("new", seen.next.get(10, TimeUnit.SECONDS));
    }

    @Test
    void aReaderThatRestsReadsOnAsSoonAsSomebodyWaits() throws Exception {
        seen.rest = Duration.ofHours(1);
        log.start();
        append("first");
        assertEquals("first", seen.next.get(10, TimeUnit.SECONDS));

        append("second");
        log.readToEnd().get();
        assertEquals(List.of("first", "second"), seen.values());

        append("third");
        CompletableFuture<RecordMetadata> sent = log.send(bytes("k"), bytes("own"));
        log.readTo(sent.get()).get();
        assertTrue(seen.values().contains("own"));

        append("last");
        log.close();
    }

    @Test
    void requestsThatWaitTogetherShareALookAtTheEnd() throws Exception {
        log.start();
        CompletableFuture<Void> hold = new CompletableFuture<>();
        seen.hold = hold;
        append("held");
        seen.holding.get();
        int before = cluster.endLookups();

        List<CompletableFuture<Void>> requests = new ArrayList<>();
        for (int request = 0; request < 10; request++) {
            requests.add(log.readToEnd());
        }
        hold.complete(null);
        CompletableFuture.allOf(requests.toArray(CompletableFuture<?>[]::new)).get();

        assertEquals(before + 1, cluster.endLookups());
    }

    @Test
    void aReaderThatCannotFindTheEndFailsTheRequestAndGoesOn() throws Exception {
        log.start();
        cluster.failAdminCalls(new TopicAuthorizationException("no"));

        ExecutionException error =
                assertThrows(ExecutionException.class, () -> log.readToEnd().get());
        append("later");
        log.readToEnd().get();

        assertTrue(
                error.getCause().getMessage().contains("t-"), error.getCause().getMessage());
        assertEquals(List.of("later"), seen.values());
    }

    @Test
    void waitsForTheEndWhileTheClusterIsBusyAtTheStart() {
        append("a");
        cluster.failAdminCalls(new TimeoutException("busy"), new TimeoutException("busy"));

        log.start();

        assertEquals(List.of("a"), seen.values());
    }

    @Test
    void recordsThatCannotBeReadAreSteppedOverAtTheStart() {
        for (int record = 0; record < 10; record++) {
            append(Integer.toString(record));
        }
        cluster.spoil("t", 0);
        cluster.spoil("t", 4);
        cluster.spoil("t", 5);
        cluster.spoil("t", 9);

        log.start();

        assertEquals(List.of("1", "2", "3", "6", "7", "8"), seen.values());
        assertEquals(List.of(6), seen.loadedAfter());
    }

    @Test
    void recordsThatCannotBeReadAreSteppedOverLater() throws Exception {
        log.start();
        cluster.spoil("t", 1);
        append("a");
        append("b");
        append("c");

        log.readToEnd().get();

        assertEquals(List.of("a", "c"), seen.values());
    }

    @Test
    void outlastsErrorsOfTheClusterOnceItHasStarted() throws Exception {
        log.start();
        cluster.failPolls(
                new TimeoutException("no leader"),
                new TopicAuthorizationException("not now"),
                new NotLeaderOrFollowerException("moving"));
        while (cluster.failuresLeft() > 0) {
            log.readToEnd().get();
        }
        append("a");

        log.readToEnd().get();

        assertEquals(List.of("a"), seen.values());
        assertFalse(failure.isDone());
    }

    @Test
    void aStartThatIsNotAllowedFailsAtOnceAndSaysSo() {
        append("a");
        cluster.failPolls(new TopicAuthorizationException("not allowed to read"));

        ConnectException error = assertThrows(ConnectException.class, log::start);

        assertTrue(error.getMessage().contains("not allowed to read"), error.getMessage());
        assertTrue(error.getMessage().contains("DESCRIBE, READ and WRITE"), error.getMessage());
    }

    @Test
    void aStartThatMayNotSeeTheTopicSaysWhatIsNeeded() {
        cluster.failLookups(new TopicAuthorizationException("not allowed to see"));

        ConnectException error = assertThrows(ConnectException.class, log::start);

        assertTrue(error.getMessage().startsWith("Cannot read topic t: not allowed to see"), error.getMessage());
        assertTrue(error.getMessage().contains("DESCRIBE, READ and WRITE"), error.getMessage());
    }

    @Test
    void anErrorThatLooksLikeARecordsSkipsNothingIfItIsGoneAtTheNextTry() throws Exception {
        log.start();
        cluster.failPolls(new KafkaException("broken"));
        append("a");

        log.readToEnd().get();

        assertEquals(List.of("a"), seen.values());
    }

    @Test
    void anErrorThatLooksLikeARecordsSkipsNothingBeyondTheEnd() throws Exception {
        append("a");
        log.start();
        cluster.failPolls(new KafkaException("broken"), new KafkaException("broken"), new KafkaException("broken"));
        // Reads without new records, so that all failures meet the end.
        while (cluster.failuresLeft() > 0) {
            log.readToEnd().get();
        }
        append("b");

        log.readToEnd().get();

        assertEquals(List.of("a", "b"), seen.values());
        assertFalse(failure.isDone());
    }

    @Test
    void aListenerThatThrowsEndsTheReaderAndIsReported() throws Exception {
        log.start();
        seen.error = new IllegalStateException("boom");

        append("bad");

        assertEquals("boom", failure.get().getCause().getMessage());
        ExecutionException error =
                assertThrows(ExecutionException.class, () -> log.readToEnd().get());
        assertTrue(
                error.getCause().getMessage().contains("no longer read"),
                error.getCause().getMessage());
    }

    @Test
    void aListenerThatThrowsWhileLoadingFailsTheStart() {
        append("bad");
        seen.error = new IllegalStateException("boom");

        assertThrows(org.apache.kafka.connect.errors.ConnectException.class, log::start);
    }

    @Test
    void aSendThatFailsSaysWhy() throws Exception {
        log.start();
        cluster.failSends(new TimeoutException("late"));

        ExecutionException error = assertThrows(
                ExecutionException.class, () -> log.send(bytes("k"), bytes("v")).get());

        assertInstanceOf(TimeoutException.class, error.getCause());
        log.readToEnd().get();
    }

    @Test
    void closingFailsWhatWaits() throws Exception {
        log.start();
        seen.hold = new CompletableFuture<>();
        append("held");
        seen.holding.get();
        CompletableFuture<Void> waiting = log.readToEnd();
        Thread closer = new Thread(log::close);
        closer.start();
        while (closer.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }

        seen.hold.complete(null);

        assertThrows(ExecutionException.class, waiting::get);
        closer.join();
        assertThrows(
                ExecutionException.class, () -> log.send(bytes("k"), bytes("v")).get());
    }

    private void append(String value) {
        cluster.append("t", bytes("k"), bytes(value));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static final class Seen implements RecordListener {
        private final List<String> values = new ArrayList<>();
        private final List<Integer> loadedAfter = new ArrayList<>();
        private final CompletableFuture<String> next = new CompletableFuture<>();
        private final CompletableFuture<Void> holding = new CompletableFuture<>();
        private volatile CompletableFuture<Void> hold = CompletableFuture.completedFuture(null);
        private volatile RuntimeException error;
        private volatile Duration rest = Duration.ZERO;

        @Override
        public Duration rest() {
            return rest;
        }

        @Override
        public void onRecords(List<ConsumerRecord<byte[], byte[]>> records) {
            if (!hold.isDone()) {
                holding.complete(null);
                hold.join();
            }
            if (error != null) {
                throw error;
            }
            synchronized (this) {
                records.forEach(record -> values.add(new String(record.value(), StandardCharsets.UTF_8)));
            }
            next.complete(values().get(values().size() - 1));
        }

        @Override
        public synchronized void onLoaded() {
            loadedAfter.add(values.size());
        }

        synchronized List<String> values() {
            return List.copyOf(values);
        }

        synchronized List<Integer> loadedAfter() {
            return List.copyOf(loadedAfter);
        }
    }
}
