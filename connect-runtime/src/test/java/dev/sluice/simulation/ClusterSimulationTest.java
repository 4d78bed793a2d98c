package dev.sluice.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

/**
 * Whole clusters, simulated from seeds: {@code -Dsimulation.seeds=N} says how many, {@code -Dsimulation.seed=X} runs one
 * and prints what happens.
 */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class ClusterSimulationTest {
    private static final int SEEDS = 2_000;
    private static final String REPLAY = "./mvnw -pl connect-runtime -am test -Dtest=ClusterSimulationTest"
            + " -Dsurefire.failIfNoSpecifiedTests=false -Dsimulation.seed=";
    private static final Logger LOGS = ((LoggerContext) LoggerFactory.getILoggerFactory()).getLogger("dev.sluice");

    private static Level level;

    @BeforeAll
    static void quiet() {
        level = LOGS.getLevel();
        LOGS.setLevel(Long.getLong("simulation.seed") == null ? Level.OFF : Level.INFO);
    }

    @AfterAll
    static void loud() {
        LOGS.setLevel(level);
    }

    @Test
    void clustersKeepTheirPromisesWhateverHappens() {
        Long only = Long.getLong("simulation.seed");
        List<String> failures = only == null
                ? runMany(Integer.getInteger("simulation.seeds", SEEDS))
                : runOne(only, true).map(List::of).orElse(List.of());
        assertEquals(List.of(), failures, () -> String.join("\n", failures));
    }

    private static java.util.Optional<String> runOne(long seed, boolean traced) {
        try {
            Simulation.run(seed, traced);
            return java.util.Optional.empty();
        } catch (World.Violation violation) {
            if (traced) {
                violation.printStackTrace(System.out);
            }
            return java.util.Optional.of(
                    "Seed " + seed + ": " + violation.getMessage() + "\n  Replay it with: " + REPLAY + seed);
        }
    }

    /** Seeds do not touch each other, so that each processor runs its own; the first few failures are enough. */
    private static List<String> runMany(int seeds) {
        int processors = Runtime.getRuntime().availableProcessors();
        ExecutorService threads = Executors.newFixedThreadPool(processors);
        AtomicLong next = new AtomicLong();
        List<String> failures = java.util.Collections.synchronizedList(new ArrayList<>());
        List<CompletableFuture<Void>> runs = new ArrayList<>();
        for (int i = 0; i < processors; i++) {
            runs.add(CompletableFuture.runAsync(
                    () -> {
                        for (long seed = next.incrementAndGet();
                                seed <= seeds && failures.size() < 5;
                                seed = next.incrementAndGet()) {
                            runOne(seed, false).ifPresent(failures::add);
                        }
                    },
                    threads));
        }
        CompletableFuture.allOf(runs.toArray(CompletableFuture[]::new)).join();
        threads.shutdown();
        return List.copyOf(failures);
    }
}
