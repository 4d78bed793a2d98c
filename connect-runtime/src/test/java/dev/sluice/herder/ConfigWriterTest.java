package dev.sluice.herder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sluice.service.Upsert;
import dev.sluice.store.config.MemoryConfigStore;
import dev.sluice.store.status.MemoryStatusStore;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class ConfigWriterTest {
    private static final Map<String, String> BASE = Map.of("name", "c", "k", "1");

    private final MemoryConfigStore configs = new MemoryConfigStore((after, events) -> {});
    private final ConfigWriter writer = new ConfigWriter(
            configs,
            new ConnectorViews(configs, new MemoryStatusStore(), new TypesByClass(), task -> Optional.empty()),
            reason -> {
                throw new AssertionError(reason);
            });

    private CompletableFuture<Upsert> patched(Map<String, String> base, Map<String, String> config) {
        CompletableFuture<Upsert> reply = new CompletableFuture<>();
        writer.write(new Command.WriteConfig(
                "c", config, Optional.empty(), Command.WriteMode.UPDATE, Optional.of(base), reply));
        return reply;
    }

    @Test
    void aPatchOfTheConfigThatIsThereIsWritten() {
        configs.putConnectorConfig("c", BASE, Optional.empty());
        Map<String, String> config = Map.of("name", "c", "k", "2");

        patched(BASE, config).join();

        assertEquals(Optional.of(config), configs.snapshot().config("c"));
    }

    @Test
    void aPatchOfAConfigThatWasReplacedMeanwhileIsNotWritten() {
        Map<String, String> others = Map.of("name", "c", "k", "1", "other", "x");
        configs.putConnectorConfig("c", others, Optional.empty());

        CompletableFuture<Upsert> reply = patched(BASE, Map.of("name", "c", "k", "2"));

        assertInstanceOf(
                ConfigWriter.MovedOnException.class,
                assertThrows(CompletionException.class, reply::join).getCause());
        assertEquals(Optional.of(others), configs.snapshot().config("c"));
    }
}
