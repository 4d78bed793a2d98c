package dev.sluice.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IsolatedTest {

    private final URLClassLoader loader =
            new URLClassLoader(new URL[0], getClass().getClassLoader());
    private final ClassLoader before = Thread.currentThread().getContextClassLoader();

    private <T> Isolated<T> isolated(T plugin) {
        return new Isolated<>(plugin, loader, new PluginDescriptor("t.P", PluginType.CONVERTER, "1", "file:/p"));
    }

    @AfterEach
    void contextLoaderIsRestored() throws IOException {
        assertSame(before, Thread.currentThread().getContextClassLoader());
        loader.close();
    }

    @Test
    void enterAndExitNest() {
        Isolated<String> plugin = isolated("p");
        ClassLoader outer = plugin.enter();
        ClassLoader inner = plugin.enter();
        assertSame(before, outer);
        assertSame(loader, inner);
        Isolated.exit(inner);
        assertSame(loader, Thread.currentThread().getContextClassLoader());
        Isolated.exit(outer);
    }

    @Test
    void contextLoaderIsRestoredAfterExceptions() {
        Isolated<String> plugin = isolated("p");
        assertThrows(
                IOException.class,
                () -> plugin.call(p -> {
                    throw new IOException(p);
                }));
        assertThrows(
                IllegalStateException.class,
                () -> plugin.run(p -> {
                    throw new IllegalStateException(p);
                }));
    }

    @Test
    void closesPluginsThatCanBeClosedInTheirContext() {
        AtomicReference<ClassLoader> seen = new AtomicReference<>();
        AutoCloseable plugin = () -> seen.set(Thread.currentThread().getContextClassLoader());
        isolated(plugin).close();
        isolated("not closeable").close();
        assertSame(loader, seen.get());
    }

    @Test
    void whatWasOnlyAskedMayFailToClose() {
        AutoCloseable plugin = () -> {
            throw new NoClassDefFoundError("t/Missing");
        };
        List<String> after = new ArrayList<>();
        isolated(plugin).afterClose(() -> after.add("closed")).closeQuietly();
        assertEquals(List.of("closed"), after);
    }

    @Test
    void failureToCloseNamesThePlugin() {
        AutoCloseable plugin = () -> {
            throw new IOException("stuck");
        };
        ConnectException failure =
                assertThrows(ConnectException.class, () -> isolated(plugin).close());
        assertEquals("Plugin t.P failed to close: java.io.IOException: stuck", failure.getMessage());
    }
}
