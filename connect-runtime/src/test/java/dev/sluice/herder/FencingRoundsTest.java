package dev.sluice.herder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.service.ConnectorType;
import dev.sluice.service.ServiceException;
import dev.sluice.store.config.MemoryConfigStore;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rounds whose steps are run by hand. */
class FencingRoundsTest {
    private final MemoryConfigStore configs = new MemoryConfigStore((after, events) -> {});
    private final ArrayDeque<Runnable> background = new ArrayDeque<>();
    private final ArrayDeque<Runnable> writer = new ArrayDeque<>();
    private final List<String> fenced = new ArrayList<>();
    private Optional<RuntimeException> failure = Optional.empty();
    private ConnectorType type = ConnectorType.SOURCE;

    private final FencingRounds rounds = new FencingRounds(
            configs,
            this::fence,
            config -> type,
            Duration.ofSeconds(1),
            new FencingRounds.Threads(writer::add, background::add),
            lost -> {});

    private void fence(String connector, Map<String, String> config, int tasks) {
        fenced.add(connector + " " + tasks);
        failure.ifPresent(e -> {
            throw e;
        });
    }

    @BeforeEach
    void create() {
        configs.putConnectorConfig("c", Map.of("name", "c"), Optional.empty());
    }

    private void commit(int tasks) {
        configs.putTaskConfigs("c", Collections.nCopies(tasks, Map.of("t", "1")));
        rounds.committed("c");
    }

    private CompletableFuture<Void> request() {
        CompletableFuture<Void> reply = new CompletableFuture<>();
        rounds.request(new Command.FenceZombies("c", reply));
        return reply;
    }

    private static void run(ArrayDeque<Runnable> steps) {
        while (!steps.isEmpty()) {
            steps.remove().run();
        }
    }

    private void runAll() {
        run(background);
        run(writer);
    }

    private static Throwable failureOf(CompletableFuture<Void> reply) {
        return assertThrows(CompletionException.class, () -> reply.getNow(null)).getCause();
    }

    private Optional<Integer> writtenDown() {
        return configs.snapshot().states().get("c").fencedTaskCount();
    }

    @Test
    void theFirstTasksAreWrittenDownAndNobodyIsFenced() {
        commit(2);
        CompletableFuture<Void> reply = request();
        runAll();

        assertTrue(reply.isDone() && !reply.isCompletedExceptionally());
        assertEquals(List.of(), fenced);
        assertEquals(Optional.of(2), writtenDown());
    }

    @Test
    void olderTasksAreFencedBeforeTheNewCountIsWrittenDown() {
        commit(3);
        request();
        runAll();
        commit(2);

        CompletableFuture<Void> reply = request();
        run(background);
        assertEquals(List.of("c 3"), fenced);
        assertFalse(reply.isDone());
        assertEquals(Optional.of(3), writtenDown());
        run(writer);

        assertTrue(reply.isDone() && !reply.isCompletedExceptionally());
        assertEquals(Optional.of(2), writtenDown());
    }

    @Test
    void whatIsFencedAlreadyIsNotFencedAgain() {
        commit(2);
        request();
        runAll();
        CompletableFuture<Void> again = request();
        runAll();

        assertTrue(again.isDone() && !again.isCompletedExceptionally());
        assertEquals(List.of(), fenced);
    }

    @Test
    void requestsForTheSameTasksShareARound() {
        commit(2);
        request();
        runAll();
        commit(3);

        CompletableFuture<Void> first = request();
        CompletableFuture<Void> second = request();
        runAll();

        assertTrue(first.isDone() && !first.isCompletedExceptionally());
        assertTrue(second.isDone() && !second.isCompletedExceptionally());
        assertEquals(List.of("c 2"), fenced);
    }

    @Test
    void newerTaskConfigsEndARoundAtOnceAndNothingIsWrittenDown() {
        commit(2);
        request();
        runAll();
        commit(3);
        CompletableFuture<Void> outdated = request();
        run(background);

        commit(4);

        assertInstanceOf(ServiceException.Rebalancing.class, failureOf(outdated));
        run(writer);
        assertEquals(Optional.of(2), writtenDown());
        assertTrue(configs.snapshot().states().get("c").pendingFencing());
    }

    @Test
    void newerTaskConfigsThatNobodyToldOfAreFoundBeforeTheWrite() {
        commit(2);
        CompletableFuture<Void> outdated = request();
        run(background);

        configs.putTaskConfigs("c", List.of(Map.of("t", "2")));
        run(writer);

        assertInstanceOf(ServiceException.Rebalancing.class, failureOf(outdated));
        assertEquals(Optional.empty(), writtenDown());
    }

    @Test
    void aRequestForNewerTasksDoesNotShareAnOlderRound() {
        commit(2);
        request();
        run(background);
        configs.putTaskConfigs("c", List.of(Map.of("t", "2")));

        CompletableFuture<Void> newer = request();
        run(background);

        assertInstanceOf(ServiceException.Rebalancing.class, failureOf(newer));
    }

    @Test
    void aFencingThatFailsIsAnsweredAndMayBeAskedForAgain() {
        commit(2);
        request();
        runAll();
        commit(3);
        failure = Optional.of(new ConnectException("no coordinator"));
        CompletableFuture<Void> reply = request();
        runAll();
        assertTrue(failureOf(reply).getMessage().contains("no coordinator"));
        assertEquals(Optional.of(2), writtenDown());

        failure = Optional.empty();
        CompletableFuture<Void> again = request();
        runAll();

        assertTrue(again.isDone() && !again.isCompletedExceptionally());
        assertEquals(Optional.of(3), writtenDown());
    }

    @Test
    void onlySourceConnectorsThatExistAreFenced() {
        type = ConnectorType.SINK;
        CompletableFuture<Void> sink = request();
        runAll();
        assertInstanceOf(ServiceException.BadRequest.class, failureOf(sink));

        type = ConnectorType.UNKNOWN;
        CompletableFuture<Void> unknown = request();
        runAll();
        assertEquals(ServiceException.class, failureOf(unknown).getClass());

        configs.removeConnectorConfig("c");
        CompletableFuture<Void> gone = request();
        runAll();
        assertInstanceOf(ServiceException.NotFound.class, failureOf(gone));
    }
}
