package dev.sluice.herder;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.model.ConfigSnapshot;
import dev.sluice.model.TargetState;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ConnectorStartsTest {
    private static final List<Map<String, String>> CONFIGS = List.of(Map.of("a", "b"));

    private final ConnectorStarts starts = new ConnectorStarts();
    private final HerderState state = HerderState.initial(ConfigSnapshot.EMPTY);

    @Test
    void aStartIsOverWhenTheTasksAreWritten() {
        CompletableFuture<Void> over = starts.next("lines");
        CompletableFuture<Void> other = starts.next("other");
        starts.reached("lines", TargetState.STARTED);
        starts.observe(
                new HerderEvent.TaskConfigsMade("lines", CONFIGS, true),
                Decision.of(state, new HerderAction.WriteTaskConfigs("lines", CONFIGS)));
        assertFalse(over.isDone());

        starts.observe(new HerderEvent.TaskConfigsPublished("lines"), Decision.of(state));

        assertTrue(over.isDone());
        assertFalse(other.isDone());
    }

    @Test
    void aStartIsOverWhenTheTasksAreTheSame() {
        CompletableFuture<Void> over = starts.next("lines");
        starts.observe(new HerderEvent.TaskConfigsMade("lines", CONFIGS, true), Decision.of(state));
        assertTrue(over.isDone());
    }

    @Test
    void aStartIsOverWhenTheConnectorIsGoneBeforeItTellsItsTasks() {
        CompletableFuture<Void> over = starts.next("lines");
        starts.observe(
                new HerderEvent.TaskConfigsWanted("lines"),
                Decision.of(state, new HerderAction.MakeTaskConfigs("lines")));
        assertFalse(over.isDone());

        starts.observe(new HerderEvent.TaskConfigsWanted("lines"), Decision.of(state));

        assertTrue(over.isDone());
    }

    @Test
    void whatIsNotToRunHasNoTasksToTell() {
        CompletableFuture<Void> over = starts.next("lines");
        starts.reached("lines", TargetState.STOPPED);
        assertTrue(over.isDone());
    }

    @Test
    void failuresReachEveryoneWhoWaits() {
        CompletableFuture<Void> first = starts.next("lines");
        CompletableFuture<Void> second = starts.next("lines");
        starts.failed("lines", new IllegalStateException("no"));
        CompletableFuture<Void> third = starts.next("lines");
        starts.observe(new HerderEvent.TaskConfigsFailed("lines", new IllegalStateException("no")), Decision.of(state));

        assertTrue(first.isCompletedExceptionally());
        assertTrue(second.isCompletedExceptionally());
        assertTrue(third.isCompletedExceptionally());
    }

    @Test
    void whoeverGivesUpIsForgotten() {
        CompletableFuture<Void> over = starts.next("lines");
        CompletableFuture<Void> other = starts.next("lines");
        over.cancel(false);
        starts.reached("lines", TargetState.PAUSED);
        assertTrue(over.isCancelled());
        assertTrue(other.isDone());
    }
}
