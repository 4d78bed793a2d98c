package dev.sluice.logging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.LoggerContext;
import dev.sluice.concurrent.NamedThreads;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.MDC;

class LineCaptureTest {
    private static final OptionalInt ALL = OptionalInt.empty();

    private final LoggerContext context = new LoggerContext();
    private final RecentLines lines = new RecentLines();
    private final SecretMask secrets = new SecretMask();
    private final Logger log = context.getLogger("a.b");

    LineCaptureTest() {
        context.setMDCAdapter(MDC.getMDCAdapter());
    }

    @Test
    void keepsWhatConnectorsAndTasksLog() {
        try (LineCapture capture = new LineCapture(context, lines, secrets)) {
            assertTrue(capture.isStarted());
            logIn("[c|worker] ", "of the connector");
            logIn("[c|task-1] ", "of a task");
            logIn("[c|task-1|offsets] ", "of its offsets");
            logIn("[other|task-1] ", "of another");
            log.info("of nobody");
        }
        logIn("[c|worker] ", "after the end");

        assertEquals(List.of("of the connector", "of a task", "of its offsets"), messages(ALL));
        assertEquals(List.of("of a task", "of its offsets"), messages(OptionalInt.of(1)));
    }

    @Test
    void findsTheTaskOfAClientsThread() throws InterruptedException {
        try (LineCapture capture = new LineCapture(context, lines, secrets)) {
            assertTrue(capture.isStarted());
            Thread thread = new Thread(
                    () -> log.warn("broker is gone"), "kafka-producer-network-thread | connector-producer-c-2");
            thread.start();
            thread.join();
        }

        assertEquals(List.of("broker is gone"), messages(OptionalInt.of(2)));
    }

    private static void runOn(ThreadFactory threads, Runnable work) {
        Thread thread = threads.newThread(work);
        thread.start();
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void findsTheTaskThatHasStartedAThreadHoweverManyStepsAgo() {
        try (LineCapture capture = new LineCapture(context, lines, secrets)) {
            assertTrue(capture.isStarted());
            ThreadOwner.during(
                    "c",
                    OptionalInt.of(3),
                    () -> runOn(Thread::new, () -> {
                        assertEquals(null, MDC.get("connector.context"));
                        runOn(work -> new Thread(work, "pool-1-thread-1"), () -> log.info("deep down"));
                    }));
            ThreadOwner.during("c", ALL, () -> runOn(Thread::new, () -> log.info("of the connector")));
            log.info("of nobody");
        }

        assertEquals(List.of("deep down"), messages(OptionalInt.of(3)));
        assertEquals(
                Optional.of("pool-1-thread-1"),
                lines.of("c", OptionalInt.of(3)).get(0).thread());
        assertEquals(2, lines.of("c", ALL).size());
    }

    @Test
    void aThreadThatOutlivesItsTaskBelongsToNobody() throws InterruptedException {
        CountDownLatch taskEnded = new CountDownLatch(1);
        Thread[] started = new Thread[1];
        try (LineCapture capture = new LineCapture(context, lines, secrets)) {
            assertTrue(capture.isStarted());
            ThreadOwner.during("c", OptionalInt.of(0), () -> {
                started[0] = new Thread(() -> {
                    log.info("while it runs");
                    await(taskEnded);
                    log.info("for somebody else");
                });
                started[0].start();
                while (messages(OptionalInt.of(0)).isEmpty()) {
                    Thread.onSpinWait();
                }
            });
            taskEnded.countDown();
            started[0].join();
        }

        assertEquals(List.of("while it runs"), messages(ALL));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void theWorkersOwnPoolsBelongToNobodyWhoeverNeedsThemFirst() throws Exception {
        ExecutorService pool = Executors.newSingleThreadExecutor(new NamedThreads("shared-%d"));
        try (LineCapture capture = new LineCapture(context, lines, secrets)) {
            assertTrue(capture.isStarted());
            ThreadOwner.during("c", OptionalInt.of(0), () -> pool.execute(() -> log.info("of the worker")));
            pool.shutdown();
            assertTrue(pool.awaitTermination(60, TimeUnit.SECONDS));
        }

        assertEquals(List.of(), messages(ALL));
    }

    @Test
    void hidesSecrets() {
        secrets.hide(List.of("hunter22"));
        try (LineCapture capture = new LineCapture(context, lines, secrets)) {
            assertTrue(capture.isStarted());
            MDC.put("connector.context", "[c|worker] ");
            log.error("cannot log in with hunter22", new IllegalStateException("hunter22"));
            MDC.remove("connector.context");
        }

        LogLine line = lines.of("c", ALL).get(0);
        assertEquals("cannot log in with [hidden]", line.message());
        assertFalse(line.trace().orElseThrow().contains("hunter22"));
    }

    @Test
    void keepsTheNewestOfEachTaskOnly() {
        for (int i = 0; i < RecentLines.OF_ONE + 10; i++) {
            lines.add("c", line(i, OptionalInt.of(0), "m" + i));
        }
        lines.add("c", line(0, OptionalInt.of(1), "other"));

        List<LogLine> kept = lines.of("c", OptionalInt.of(0));
        assertEquals(RecentLines.OF_ONE, kept.size());
        assertEquals("m10", kept.get(0).message());
        assertEquals(1, lines.of("c", OptionalInt.of(1)).size());
    }

    @Test
    void forgetsThoseWhoHaveBeenSilentWhenAllIsTooMuch() {
        String longMessage = "x".repeat(4_000);
        lines.add("silent", line(0, ALL, "first"));
        for (int i = 0; i < RecentLines.MOST_CHARACTERS / 4_000; i++) {
            lines.add("c" + i, line(i, ALL, longMessage));
        }

        assertTrue(lines.of("silent", ALL).isEmpty());
    }

    private static LogLine line(long atMs, OptionalInt task, String message) {
        return new LogLine(atMs, task, Optional.empty(), "INFO", "l", message, Optional.empty());
    }

    private void logIn(String connectorContext, String message) {
        MDC.put("connector.context", connectorContext);
        log.info(message);
        MDC.remove("connector.context");
    }

    private List<String> messages(OptionalInt task) {
        return lines.of("c", task).stream().map(LogLine::message).toList();
    }
}
