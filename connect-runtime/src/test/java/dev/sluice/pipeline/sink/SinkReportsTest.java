package dev.sluice.pipeline.sink;

import static dev.sluice.pipeline.sink.SinkFixture.P0;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sluice.pipeline.convert.TestConverters;
import dev.sluice.pipeline.error.Settings;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A record that failed is nowhere until the note of it is safe: its offset has to wait for that. */
@Timeout(30)
class SinkReportsTest {
    private final SinkFixture sink = new SinkFixture();
    private SinkPipeline pipeline;

    @BeforeEach
    void start() {
        sink.settings = Settings.tolerant();
        sink.transforms.add(TestConverters.step(record -> {
            if ("bad".equals(record.value())) {
                throw new IllegalArgumentException("no such row");
            }
            return record;
        }));
        sink.failures.outcome = new CompletableFuture<>();
        pipeline = sink.started(P0);
    }

    private void commit() {
        sink.task.context().requestCommit();
        pipeline.step();
    }

    private void given(String... values) {
        for (int i = 0; i < values.length; i++) {
            sink.message(P0, i, values[i]);
        }
        pipeline.step();
    }

    @Test
    void aRecordThatCannotBeTransformedIsCommittedOnceItIsReported() {
        given("good", "bad");
        commit();
        assertEquals(List.of(), sink.consumer.asyncCommits);

        sink.failures.outcome.complete(null);
        commit();

        assertEquals(List.of("good"), sink.task.values());
        assertEquals(List.of(at(2)), sink.consumer.asyncCommits);
    }

    @Test
    void aLostReportOfARecordThatCannotBeTransformedFailsTheTask() {
        given("bad");
        sink.failures.outcome.completeExceptionally(new TimeoutException("lost"));
        sink.task.context().requestCommit();

        assertThrows(ConnectException.class, pipeline::step);
        pipeline.close();

        assertEquals(List.of(), sink.consumer.asyncCommits);
        assertEquals(List.of(), sink.consumer.syncCommits);
    }

    @Test
    void whatATaskReportsBeforeACommitHoldsThatUp() {
        given("a");
        sink.task.preCommits.add(this::reportAndAgree);
        commit();
        assertEquals(List.of(), sink.consumer.asyncCommits);

        sink.failures.outcome.complete(null);
        commit();

        assertEquals(List.of(at(1)), sink.consumer.asyncCommits);
    }

    @Test
    void whatATaskReportsBeforeItsLastCommitHoldsThatUp() {
        given("a");
        sink.task.preCommits.add(this::reportAndAgree);
        sink.reassign();

        pipeline.step();

        assertEquals(List.of(), sink.consumer.syncCommits);
    }

    private Map<TopicPartition, OffsetAndMetadata> reportAndAgree(Map<TopicPartition, OffsetAndMetadata> offsets) {
        SinkRecord record = sink.task.taken.get(0);
        var unused =
                sink.task.context().errantRecordReporter().report(record, new IllegalArgumentException("no such row"));
        return offsets;
    }

    private static Map<TopicPartition, OffsetAndMetadata> at(long offset) {
        return Map.of(P0, new OffsetAndMetadata(offset));
    }
}
