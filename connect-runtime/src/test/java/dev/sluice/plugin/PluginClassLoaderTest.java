package dev.sluice.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.Module;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.data.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginClassLoaderTest {

    @TempDir
    Path root;

    private final ClassLoader application = getClass().getClassLoader();
    private final DelegatingClassLoader delegating = new DelegatingClassLoader(application);

    private PluginClassLoader loader(Path... files) throws IOException {
        List<URL> urls = new ArrayList<>();
        for (Path file : files) {
            urls.add(file.toUri().toURL());
        }
        return new PluginClassLoader(urls.get(0).toString(), urls.toArray(URL[]::new), delegating);
    }

    /** A jar with copies of the worker's own classes. */
    private Path copies(Class<?>... classes) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        for (Class<?> copied : classes) {
            String file = copied.getName().replace('.', '/') + ".class";
            try (InputStream in = application.getResourceAsStream(file)) {
                files.put(file, in.readAllBytes());
            }
        }
        return PluginSources.jar(root.resolve("copies.jar"), files);
    }

    @Test
    void ownCopyOfALibraryGoesBeforeTheWorkers() throws Exception {
        try (PluginClassLoader loader = loader(copies(JsonFactory.class))) {
            Class<?> own = loader.loadClass(JsonFactory.class.getName());
            assertSame(loader, own.getClassLoader());
            assertNotSame(JsonFactory.class, own);
            assertSame(own, loader.loadClass(JsonFactory.class.getName()));
        }
    }

    @Test
    void ownCopyOfKafkaPluginsGoesBeforeTheWorkersAndOwnCopyOfTheApiDoesNot() throws Exception {
        String converter = "org.apache.kafka.connect.json.JsonConverter";
        Path jar = PluginSources.jar(
                root.resolve("own.jar"),
                new PluginSources()
                        .add(converter, "public class JsonConverter {}")
                        .add("org.apache.kafka.connect.data.Schema", "public class Schema {}")
                        .add("org.slf4j.Logger", "public class Logger {}")
                        .compile());
        try (PluginClassLoader loader = loader(jar)) {
            assertSame(loader, loader.loadClass(converter).getClassLoader());
            assertSame(Schema.class, loader.loadClass(Schema.class.getName()));
            assertSame(org.slf4j.Logger.class, loader.loadClass("org.slf4j.Logger"));
        }
    }

    @Test
    void parentFirstNameThatTheWorkerLacksComesFromThePlugin() throws Exception {
        Path jar = new PluginSources()
                .add("javax.mail.Own", "public class Own {}")
                .add("org.apache.kafka.other.Own", "public class Own {}")
                .jar(root.resolve("own.jar"));
        try (PluginClassLoader loader = loader(jar)) {
            assertSame(loader, loader.loadClass("javax.mail.Own").getClassLoader());
            assertSame(loader, loader.loadClass("org.apache.kafka.other.Own").getClassLoader());
        }
    }

    @Test
    void workersClassesAreVisibleAndUnknownOnesAreNotFound() throws Exception {
        Path jar = new PluginSources().add("t.Own", "public class Own {}").jar(root.resolve("own.jar"));
        try (PluginClassLoader loader = loader(jar)) {
            assertSame(PluginClassLoaderTest.class, loader.loadClass(PluginClassLoaderTest.class.getName()));
            assertThrows(ClassNotFoundException.class, () -> loader.loadClass("t.Unknown"));
            assertNull(loader.loadOwn(PluginClassLoaderTest.class.getName()));
        }
    }

    @Test
    void theWorkersProvidersOfAServiceThatAPluginBringsAreHiddenFromIt() throws Exception {
        String services = "META-INF/services/" + Module.class.getName();
        assertNotNull(application.getResource(services));
        Path without = new PluginSources().add("t.Own", "public class Own {}").jar(root.resolve("own.jar"));
        try (PluginClassLoader bringing = loader(copies(Module.class));
                PluginClassLoader other = loader(without)) {
            Class<?> ownModule = bringing.loadClass(Module.class.getName());
            assertNotSame(Module.class, ownModule);
            assertEquals(0, ServiceLoader.load(ownModule, bringing).stream().count());
            assertNull(bringing.getResource(services));
            assertEquals(application.getResource(services), other.getResource(services));
            assertTrue(ServiceLoader.load(Module.class, other).stream().count() > 0);
        }
    }

    @Test
    void ownResourcesGoBeforeTheWorkers() throws Exception {
        String shared =
                "META-INF/services/" + PluginType.CONVERTER.pluginClass().getName();
        Path jar = new PluginSources()
                .file("logback.xml", "own")
                .file("own.txt", "own")
                .file(shared, "t.OwnConverter")
                .jar(root.resolve("own.jar"));
        try (PluginClassLoader loader = loader(jar)) {
            try (InputStream in = loader.getResourceAsStream("own.txt")) {
                assertEquals("own", new String(in.readAllBytes(), StandardCharsets.UTF_8));
            }
            URL own = loader.getResource(shared);
            assertTrue(own.toString().contains("own.jar"), own::toString);
            List<URL> all = Collections.list(loader.getResources(shared));
            List<URL> workers = Collections.list(application.getResources(shared));
            assertEquals(own, all.get(0));
            assertEquals(workers, all.subList(1, all.size()));
            assertEquals(
                    application.getResource("org/slf4j/Logger.class"), loader.getResource("org/slf4j/Logger.class"));
            assertNull(delegating.getResource("own.txt"));
            assertNull(loader.getResource("nowhere.txt"));
        }
    }

    @Test
    void serviceLoaderFindsWhatThePluginBrings() throws Exception {
        Path jar = new PluginSources()
                .add("t.Task", "public class Task implements Runnable { public void run() {} }")
                .file("META-INF/services/java.lang.Runnable", "t.Task")
                .jar(root.resolve("own.jar"));
        try (PluginClassLoader loader = loader(jar)) {
            assertEquals(
                    List.of("t.Task"),
                    ServiceLoader.load(Runnable.class, loader).stream()
                            .map(provider -> provider.type().getName())
                            .toList());
        }
    }

    @Test
    void pluginsSeeOneAnothersPluginClassesButNothingElseOfThem() throws Exception {
        Path sink = new PluginSources()
                .sink("t.ASink", "1")
                .add("t.Library", "public class Library {}")
                .jar(root.resolve("sink.jar"));
        Path other = new PluginSources().sink("t.Other", "1").jar(root.resolve("other.jar"));
        try (PluginClassLoader sinkLoader = loader(sink);
                PluginClassLoader otherLoader = loader(other)) {
            delegating.install(Map.of("A", "t.ASink"), Map.of("t.ASink", sinkLoader, "t.Other", otherLoader));

            assertSame(sinkLoader, otherLoader.loadClass("t.ASink").getClassLoader());
            assertSame(sinkLoader, otherLoader.loadClass("A").getClassLoader());
            assertThrows(ClassNotFoundException.class, () -> otherLoader.loadClass("t.Library"));
            assertThrows(ClassNotFoundException.class, () -> delegating.loadClass("t.Library"));
        }
    }

    @Test
    void pluginThatVanishedSinceTheScanIsNotFound() throws Exception {
        Path jar = new PluginSources().add("t.Left", "public class Left {}").jar(root.resolve("left.jar"));
        try (PluginClassLoader loader = loader(jar)) {
            delegating.install(Map.of(), Map.of("t.Gone", loader));

            assertThrows(ClassNotFoundException.class, () -> loader.loadClass("t.Gone"));
            assertThrows(ClassNotFoundException.class, () -> delegating.loadClass("t.Gone"));
        }
    }

    @Test
    void nameThatMayNotBeIsolatedIsNeverTakenFromAPluginByTheDelegatingLoader() throws Exception {
        String name = "org.apache.kafka.connect.other.OtherSink";
        Path jar = new PluginSources().sink(name, "1").jar(root.resolve("other.jar"));
        try (PluginClassLoader loader = loader(jar)) {
            delegating.install(Map.of(), Map.of(name, loader));

            assertThrows(ClassNotFoundException.class, () -> delegating.loadClass(name));
            assertSame(loader, loader.loadClass(name).getClassLoader());
        }
    }

    @Test
    void manyThreadsLoadAcrossTwoPluginsWithoutDeadlock() throws Exception {
        PluginSources one = new PluginSources();
        PluginSources two = new PluginSources();
        for (int i = 0; i < 50; i++) {
            one.add("one.C" + i, "public class C" + i + " {}");
            two.add("two.C" + i, "public class C" + i + " {}");
        }
        try (PluginClassLoader first = loader(one.jar(root.resolve("one.jar")));
                PluginClassLoader second = loader(two.jar(root.resolve("two.jar")))) {
            Map<String, PluginClassLoader> loaders = new HashMap<>();
            for (int i = 0; i < 50; i++) {
                loaders.put("one.C" + i, first);
                loaders.put("two.C" + i, second);
            }
            delegating.install(Map.of(), loaders);
            ExecutorService threads = Executors.newFixedThreadPool(4);
            try {
                CyclicBarrier start = new CyclicBarrier(4);
                List<Callable<Integer>> loads = new ArrayList<>();
                for (PluginClassLoader loader : List.of(first, second, first, second)) {
                    loads.add(() -> {
                        start.await();
                        for (int i = 0; i < 50; i++) {
                            assertSame(first, loader.loadClass("one.C" + i).getClassLoader());
                            assertSame(second, loader.loadClass("two.C" + i).getClassLoader());
                        }
                        return 1;
                    });
                }
                for (Future<Integer> load : threads.invokeAll(loads, 60, TimeUnit.SECONDS)) {
                    assertEquals(1, load.get());
                }
            } finally {
                threads.shutdownNow();
            }
        }
    }
}
