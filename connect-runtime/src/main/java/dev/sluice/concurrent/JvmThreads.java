package dev.sluice.concurrent;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The threads and the clock of the JVM. */
public final class JvmThreads implements Threads {

    @Override
    public <E> EventQueue<E> eventQueue(String name, EventQueue.FailureHandler failures) {
        return new EventLoop<>(name, failures);
    }

    @Override
    public ExecutorService pool(String names, int limit) {
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                limit, limit, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), new NamedThreads(names));
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }

    @Override
    public <T> T await(CompletableFuture<T> outcome, long limitMs)
            throws InterruptedException, ExecutionException, TimeoutException {
        return outcome.get(limitMs, TimeUnit.MILLISECONDS);
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }
}
