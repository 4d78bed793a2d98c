package dev.sluice.pipeline.source;

import static dev.sluice.pipeline.source.SourceFixture.record;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.pipeline.convert.TestConverters;
import dev.sluice.pipeline.error.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;

/** What a source task commits, and when. */
class SourceOffsetCommitsTest {
    private final SourceFixture source = new SourceFixture();

    @Test
    void aTaskThatWasAbandonedCommitsNothingMore() throws Exception {
        source.task.then(record("v", 1)).then(() -> {
            source.control.cancel();
            assertFalse(source.commits.commit());
            return null;
        });

        source.run();

        assertNull(source.committed("a"));
    }

    @Test
    void aCommitTakesWhatIsAcknowledgedAndDoesNotWaitForTheRest() throws Exception {
        source.producer = SourceFixture.producer(false);
        SourcePipeline pipeline = source.pipeline();
        List<Object> committed = new ArrayList<>();
        source.task
                .then(record("a", "1", 1), record("b", "2", 7), record("a", "3", 2))
                .then(() -> {
                    source.producer.completeNext();
                    assertTrue(source.commits.commit());
                    committed.add(source.committed("a"));
                    committed.add(source.committed("b"));
                    return null;
                });

        pipeline.run();
        pipeline.close();

        assertEquals(1, committed.get(0));
        assertNull(committed.get(1));
        assertEquals(
                SourceFixture.FLUSH_TIMEOUT_MS, source.time.waitedMs(), "the end waits for the others, and gives up");
        assertEquals(1, source.committed("a"), "what never arrived is never committed");
    }

    private void leavesOut(String value) {
        source.settings = Settings.tolerant();
        source.failures.outcome = new CompletableFuture<>();
        source.transforms.add(TestConverters.step(record -> {
            if (record.value().equals(value)) {
                throw new IllegalArgumentException("no such row");
            }
            return record;
        }));
    }

    @Test
    void theOffsetsAfterARecordThatWasLeftOutWaitUntilThatIsNoted() throws Exception {
        leavesOut("bad");
        List<Object> committed = new ArrayList<>();
        source.task.then(record("a", 1), record("bad", 2), record("c", 3)).then(() -> {
            source.commits.commit();
            committed.add(source.committed("a"));
            source.failures.outcome.complete(null);
            source.commits.commit();
            committed.add(source.committed("a"));
            return null;
        });

        source.run();

        assertEquals(List.of(1, 3), committed);
        assertTrue(source.task.calls.contains("commitRecord bad dropped"), source.task.calls.toString());
    }

    @Test
    void aTaskWhoseLeftOutRecordCannotBeNotedFailsAndCommitsNothingPastIt() {
        leavesOut("bad");
        source.task.then(record("a", 1), record("bad", 2), record("c", 3)).then(() -> {
            source.failures.outcome.completeExceptionally(new TimeoutException("lost"));
            return null;
        });

        assertThrows(ConnectException.class, source::run);

        assertEquals(1, source.committed("a"));
    }

    @Test
    void theTaskHearsOfACommitAlsoWhenThereWasNothingToStore() throws Exception {
        SourcePipeline pipeline = source.pipeline();
        source.task.then(() -> {
            assertTrue(source.commits.commit());
            return null;
        });

        pipeline.run();

        assertEquals(List.of("start {k=v}", "commit", "commit"), source.task.calls);
    }

    @Test
    void offsetsThatCannotBeStoredAreKeptForTheNextCommit() throws Exception {
        SourcePipeline pipeline = source.pipeline();
        List<Boolean> commits = new ArrayList<>();
        source.task.then(record("v", 1)).then(() -> {
            source.offsets.nextWrite = CompletableFuture.failedFuture(new ConnectException("no"));
            commits.add(source.commits.commit());
            assertFalse(source.task.calls.contains("commit"), "the task hears of success only");
            commits.add(source.commits.commit());
            return null;
        });

        pipeline.run();

        assertEquals(List.of(false, true), commits);
        assertEquals(1, source.committed("a"));
    }

    @Test
    void nothingIsCommittedBeforeTheTaskHasStartedOrAfterItsEnd() throws Exception {
        SourcePipeline pipeline = source.pipeline();

        assertFalse(source.commits.commit());
        pipeline.run();
        assertFalse(source.commits.commit());

        assertEquals(List.of("start {k=v}", "commit"), source.task.calls);
    }

    @Test
    void aCancelledTaskCommitsNothingMore() throws Exception {
        SourcePipeline pipeline = source.pipeline();
        source.task.then(record("v", 1)).then(() -> {
            source.control.cancel();
            pipeline.cancel();
            return null;
        });

        pipeline.run();
        pipeline.close();

        assertNull(source.committed("a"));
        assertFalse(source.task.calls.contains("commit"));
    }

    @Test
    void aTaskFindsItsCommittedOffsetAgain() throws Exception {
        source.task.then(record("v", 41));
        source.run();
        SourceFixture again = new SourceFixture();
        again.offsets = source.offsets;
        List<Object> found = new ArrayList<>();
        again.task.then(() -> {
            found.add(again.task.context().offsetStorageReader().offset(Map.of("p", "a")));
            return null;
        });

        again.run();

        assertEquals(List.of(Map.of("o", 41L)), found);
    }
}
