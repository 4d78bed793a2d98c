package dev.sluice.herder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.model.TargetState;
import dev.sluice.service.ConnectorOffset;
import dev.sluice.service.ConnectorType;
import dev.sluice.service.ServiceException;
import dev.sluice.store.config.MemoryConfigStore;
import dev.sluice.worker.OffsetAccess;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Changes whose steps are run by hand. */
class OffsetChangesTest {
    private static final List<ConnectorOffset> OFFSETS =
            List.of(new ConnectorOffset(Map.of("f", "x"), Map.of("p", 1L)));

    private final MemoryConfigStore configs = new MemoryConfigStore((after, events) -> {});
    private final ArrayDeque<Runnable> background = new ArrayDeque<>();
    private final List<String> done = new ArrayList<>();
    private final List<Command.FenceZombies> fences = new ArrayList<>();
    private final List<Command> requeued = new ArrayList<>();
    private final CompletableFuture<Boolean> outcome = new CompletableFuture<>();
    private boolean exactlyOnce;
    private boolean open = true;
    private ConnectorType type = ConnectorType.SOURCE;

    private final OffsetChanges changes = new OffsetChanges(
            configs,
            () -> new Access(),
            config -> type,
            Duration.ofSeconds(1),
            background::add,
            new OffsetChanges.Steps(fences::add, command -> open && requeued.add(command)));

    private final class Access implements OffsetAccess {
        @Override
        public CompletableFuture<List<ConnectorOffset>> list(String connector, Map<String, String> config) {
            throw new AssertionError("not asked for");
        }

        @Override
        public CompletableFuture<Boolean> alter(
                String connector, Map<String, String> config, List<ConnectorOffset> offsets) {
            done.add("alter " + connector + " " + config.get("k") + " " + offsets.size());
            return outcome;
        }

        @Override
        public CompletableFuture<Boolean> reset(String connector, Map<String, String> config) {
            done.add("reset " + connector);
            return outcome;
        }

        @Override
        public boolean fencesSources() {
            return exactlyOnce;
        }
    }

    @BeforeEach
    void create() {
        configs.putConnectorConfig("c", Map.of("name", "c", "k", "v"), Optional.of(TargetState.STOPPED));
    }

    private Command.ChangeOffsets alter() {
        return new Command.ChangeOffsets("c", Optional.of(OFFSETS), false, new CompletableFuture<>());
    }

    private void request(Command.ChangeOffsets command) {
        changes.request(command);
        while (!background.isEmpty()) {
            background.remove().run();
        }
    }

    private static <T extends Throwable> T failure(Class<T> kind, Command.ChangeOffsets command) {
        return assertInstanceOf(
                kind,
                assertThrows(CompletionException.class, () -> command.reply().getNow(null))
                        .getCause());
    }

    @Test
    void aStoppedConnectorsOffsetsAreChanged() {
        Command.ChangeOffsets command = alter();
        request(command);
        assertEquals(List.of("alter c v 1"), done);
        assertFalse(command.reply().isDone());
        outcome.complete(true);
        assertTrue(command.reply().join());

        request(new Command.ChangeOffsets("c", Optional.empty(), false, new CompletableFuture<>()));
        assertEquals("reset c", done.get(1));
    }

    @Test
    void whoResumesAConnectorMeanwhileMustNotBelieveThatItGoesOnFromThere() {
        Command.ChangeOffsets command = alter();
        request(command);
        configs.putTargetState("c", TargetState.STARTED);

        outcome.complete(true);

        assertTrue(
                failure(ServiceException.BadRequest.class, command).getMessage().contains("resumed"));
    }

    @Test
    void anUnknownConnectorIsNotFound() {
        Command.ChangeOffsets command =
                new Command.ChangeOffsets("nobody", Optional.empty(), false, new CompletableFuture<>());
        request(command);
        failure(ServiceException.NotFound.class, command);
    }

    @Test
    void aConnectorThatIsNotStoppedKeepsItsOffsets() {
        configs.putTargetState("c", TargetState.PAUSED);
        Command.ChangeOffsets command = alter();
        request(command);
        assertTrue(
                failure(ServiceException.BadRequest.class, command).getMessage().contains("STOPPED"));
        assertEquals(List.of(), done);
    }

    @Test
    void aStoppedConnectorThatHasTasksKeepsItsOffsets() {
        configs.putTaskConfigs("c", List.of(Map.of("t", "1")));
        Command.ChangeOffsets command = alter();
        request(command);
        failure(ServiceException.BadRequest.class, command);
    }

    @Test
    void underExactlyOnceOlderTasksAreFencedAndEverythingIsCheckedAgain() {
        exactlyOnce = true;
        Command.ChangeOffsets command = alter();
        request(command);
        assertEquals(List.of(), done);
        fences.get(0).reply().complete(null);
        Command.ChangeOffsets again = assertInstanceOf(Command.ChangeOffsets.class, requeued.get(0));
        assertTrue(again.fenced());

        configs.putTargetState("c", TargetState.STARTED);
        request(again);
        failure(ServiceException.BadRequest.class, command);

        configs.putTargetState("c", TargetState.STOPPED);
        request(again);
        assertEquals(List.of("alter c v 1"), done);
        assertEquals(1, fences.size());
    }

    @Test
    void offsetsStayWhereFencingFails() {
        exactlyOnce = true;
        Command.ChangeOffsets command = alter();
        request(command);
        fences.get(0).reply().completeExceptionally(new ServiceException.Rebalancing("newer configs"));
        ServiceException failure = failure(ServiceException.class, command);
        assertEquals(ServiceException.class, failure.getClass());
        assertTrue(failure.getMessage().contains("newer configs"));
        assertEquals(List.of(), done);
    }

    @Test
    void aWorkerThatStopsMeanwhileAnswers() {
        exactlyOnce = true;
        open = false;
        Command.ChangeOffsets command = alter();
        request(command);
        fences.get(0).reply().complete(null);
        assertTrue(failure(ServiceException.class, command).getMessage().contains("stopping"));
    }

    @Test
    void sinksNeedNoFencing() {
        exactlyOnce = true;
        type = ConnectorType.SINK;
        request(alter());
        assertEquals(List.of("alter c v 1"), done);
    }

    @Test
    void aFailureIsToldAsItIs() {
        Command.ChangeOffsets command = alter();
        request(command);
        outcome.completeExceptionally(new CompletionException(new ConnectException("refused")));
        assertEquals("refused", failure(ConnectException.class, command).getMessage());
    }
}
