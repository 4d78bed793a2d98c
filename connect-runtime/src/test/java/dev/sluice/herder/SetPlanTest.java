package dev.sluice.herder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.model.ConnectorChange;
import dev.sluice.model.TargetState;
import dev.sluice.service.ConnectorSet;
import dev.sluice.service.ConnectorSetOutcome;
import dev.sluice.service.ConnectorSetOutcome.Action;
import dev.sluice.service.ConnectorSetOutcome.Values;
import dev.sluice.service.ConnectorType;
import dev.sluice.service.ServiceException;
import dev.sluice.service.ValidationReport;
import dev.sluice.store.config.ConfigEvent;
import dev.sluice.store.config.MemoryConfigStore;
import dev.sluice.store.status.MemoryStatusStore;
import dev.sluice.validation.ConfigValidator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SetPlanTest {
    private final List<List<ConfigEvent>> events = new ArrayList<>();
    private final MemoryConfigStore configs = new MemoryConfigStore((after, changes) -> events.add(changes));

    @BeforeEach
    void create() {
        configs.putConnectorConfig("old", Map.of("k", "1"), Optional.empty());
        configs.putConnectorConfig("same", Map.of("k", "1"), Optional.empty());
        configs.putConnectorConfig("other", Map.of("k", "1", "gone", "x"), Optional.empty());
        events.clear();
    }

    private static ConnectorSet.Desired desired(String name, Map<String, String> config) {
        return new ConnectorSet.Desired(name, config, Optional.of(TargetState.PAUSED));
    }

    private static ConnectorSet set(boolean prune) {
        return new ConnectorSet(
                List.of(
                        desired("new", Map.of("k", "1")),
                        desired("same", Map.of("k", "1")),
                        desired("other", Map.of("k", "2", "more", "y"))),
                prune);
    }

    private static Map<String, Action> actions(SetPlan plan) {
        Map<String, Action> actions = new TreeMap<>();
        plan.outcome().forEach(change -> actions.put(change.name(), change.action()));
        return actions;
    }

    @Test
    void tellsWhatBecomesOfEachConnector() {
        SetPlan plan = SetPlan.of(configs.snapshot(), set(false));
        assertEquals(Map.of("new", Action.CREATE, "same", Action.UNCHANGED, "other", Action.UPDATE), actions(plan));
        assertEquals(
                Map.of("gone", new Values("x", null), "k", new Values("1", "2"), "more", new Values(null, "y")),
                plan.outcome().get(1).diff());
        assertEquals(
                List.of(
                        new ConnectorChange("new", Optional.of(Map.of("k", "1")), Optional.of(TargetState.PAUSED)),
                        new ConnectorChange("other", Optional.of(Map.of("k", "2", "more", "y")), Optional.empty())),
                plan.changes());
    }

    @Test
    void prunesOnRequestOnly() {
        SetPlan plan = SetPlan.of(configs.snapshot(), set(true));
        assertEquals(Action.DELETE, actions(plan).get("old"));
        assertEquals(Map.of("k", new Values("1", null)), plan.outcome().get(1).diff());
    }

    @Test
    void isWrittenAsOneChange() {
        ConfigWriter writer = new ConfigWriter(
                configs,
                new ConnectorViews(configs, new MemoryStatusStore(), new Validator(0), task -> Optional.empty()),
                lost -> {});
        CompletableFuture<ConnectorSetOutcome> reply = new CompletableFuture<>();
        writer.write(new Command.ApplySet(set(true), reply));
        assertEquals(4, reply.join().connectors().size());
        assertEquals(
                java.util.Set.of("new", "same", "other"), configs.snapshot().connectors());
        assertEquals(Optional.of(TargetState.PAUSED), configs.snapshot().targetState("new"));
        assertEquals(1, events.size());

        CompletableFuture<ConnectorSetOutcome> again = new CompletableFuture<>();
        writer.write(new Command.ApplySet(set(true), again));
        assertTrue(again.join().connectors().stream().allMatch(change -> change.action() == Action.UNCHANGED));
        assertEquals(1, events.size());
    }

    /** Answers later, with as many errors as told. */
    private static final class Validator implements ConfigValidator {
        private final int errors;
        private final AtomicInteger atOnce = new AtomicInteger();
        private final AtomicInteger most = new AtomicInteger();

        Validator(int errors) {
            this.errors = errors;
        }

        @Override
        public CompletableFuture<ValidationReport> validate(Map<String, String> config) {
            most.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
            return CompletableFuture.supplyAsync(() -> {
                atOnce.decrementAndGet();
                if (config.containsKey("broken")) {
                    throw new IllegalStateException("broken");
                }
                return new ValidationReport(
                        "C",
                        errors,
                        List.of(),
                        List.of(new ValidationReport.Entry(
                                null, new ValidationReport.Value("k", "v", List.of(), List.of("k is wrong"), true))));
            });
        }

        @Override
        public CompletableFuture<List<ValidationReport.Key>> pluginConfig(
                String classOrAlias, Optional<String> version) {
            throw new AssertionError("not asked for");
        }

        @Override
        public ConnectorType typeOf(Map<String, String> config) {
            return ConnectorType.SOURCE;
        }

        @Override
        public void close() {}
    }

    private static Map<String, Map<String, String>> many(int count) {
        Map<String, Map<String, String>> configs = new TreeMap<>();
        for (int i = 0; i < count; i++) {
            configs.put("c" + i, Map.of());
        }
        return configs;
    }

    @Test
    void manyAreValidatedAFewAtATime() {
        Validator validator = new Validator(0);
        new SetValidation(validator).requireValid(many(100)).join();
        assertTrue(validator.most.get() <= 8, () -> "at once: " + validator.most);
        new SetValidation(validator).requireValid(Map.of()).join();
    }

    @Test
    void allErrorsAreToldTogether() {
        CompletionException error = assertThrows(
                CompletionException.class,
                () -> new SetValidation(new Validator(1)).requireValid(many(3)).join());
        String message = assertInstanceOf(ServiceException.BadRequest.class, error.getCause())
                .getMessage();
        for (String name : many(3).keySet()) {
            assertTrue(message.contains("Connector " + name), message);
        }
        assertTrue(message.contains("k is wrong"), message);
    }

    @Test
    void whatCannotBeValidatedIsNoBadRequest() {
        Map<String, Map<String, String>> configs = many(2);
        configs.put("x", Map.of("broken", ""));
        CompletionException error = assertThrows(
                CompletionException.class,
                () -> new SetValidation(new Validator(0)).requireValid(configs).join());
        assertEquals(ServiceException.class, error.getCause().getClass());
        assertTrue(error.getCause().getMessage().contains("Connector x: broken"));
    }
}
