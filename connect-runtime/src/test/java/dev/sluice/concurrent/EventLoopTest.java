package dev.sluice.concurrent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EventLoopTest {
    private final CompletableFuture<Throwable> failure = new CompletableFuture<>();
    private final EventLoop<String> loop = new EventLoop<>("loop-test", failure::complete);
    private final BlockingQueue<String> handled = new LinkedBlockingQueue<>();

    @AfterEach
    void close() {
        loop.close();
    }

    @Test
    void eventsPostedBeforeTheStartAreHandledInOrder() throws Exception {
        loop.post("one");
        loop.post("two");
        loop.start(handled::add);
        loop.post("three");
        assertEquals("one", next());
        assertEquals("two", next());
        assertEquals("three", next());
    }

    @Test
    void timedEventsComeInTheOrderOfTheirTimes() throws Exception {
        loop.postAfter(40, "later");
        loop.postAfter(0, "now");
        loop.start(handled::add);
        assertEquals("now", next());
        assertEquals("later", next());
    }

    @Test
    void aHandlerThatThrowsEndsTheLoopAndIsReported() throws Exception {
        loop.start(event -> {
            throw new IllegalStateException(event);
        });
        loop.post("broken");
        assertEquals("broken", failure.get(10, TimeUnit.SECONDS).getMessage());
    }

    @Test
    void aClosedLoopTakesNoEvents() {
        loop.start(handled::add);
        assertTrue(loop.post("before"));
        loop.close();
        assertFalse(loop.post("after"));
    }

    private String next() throws InterruptedException {
        return handled.poll(10, TimeUnit.SECONDS);
    }
}
