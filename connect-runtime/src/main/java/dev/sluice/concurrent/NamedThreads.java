package dev.sluice.concurrent;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes daemon threads with readable names, and logs what they let escape.
 */
public final class NamedThreads implements ThreadFactory {
    private static final Logger LOG = LoggerFactory.getLogger(NamedThreads.class);

    private final String pattern;
    private final AtomicInteger count = new AtomicInteger();

    /**
     * @param pattern a format for the name; {@code %d} in it becomes a number that counts up from 1
     */
    public NamedThreads(String pattern) {
        this.pattern = pattern;
    }

    @Override
    public Thread newThread(Runnable task) {
        String name = pattern.replace("%d", Integer.toString(count.incrementAndGet()));
        // A pool works for many: what a thread-local says of whoever happens to need its first thread is not for
        // others.
        Thread thread = new Thread(null, task, name, 0, false);
        thread.setContextClassLoader(Thread.currentThread().getContextClassLoader());
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler((t, e) -> LOG.error("Thread ended with an error thread={}", t.getName(), e));
        return thread;
    }
}
