package dev.sluice.worker;

import dev.sluice.concurrent.Errands;
import java.util.OptionalLong;
import java.util.concurrent.ScheduledFuture;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks again at what config providers say, once the time is over for which they said it (KIP-297). Only what has changed
 * is told; a provider that cannot answer is asked again after the same time.
 */
final class SecretWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SecretWatch.class);

    private final Errands errands = new Errands("config-expiry");
    private final long shortestMs;

    /**
     * @param shortestMs no provider is asked more often than this, in ms, whatever it says
     */
    SecretWatch(long shortestMs) {
        this.shortestMs = shortestMs;
    }

    /**
     * What providers said.
     *
     * @param value compared with what they say later
     * @param ttlMs how long it holds, in ms; empty for ever
     */
    record Reading(Object value, OptionalLong ttlMs) {}

    /** One connector or task whose config is looked at. */
    final class Watch implements AutoCloseable {
        private final String subject;
        private final Reading first;
        private final Supplier<Reading> again;
        private final Runnable changed;
        private ScheduledFuture<?> next;
        private boolean closed;

        private Watch(String subject, Reading first, Supplier<Reading> again, Runnable changed) {
            this.subject = subject;
            this.first = first;
            this.again = again;
            this.changed = changed;
        }

        private synchronized void wait(OptionalLong ttlMs) {
            if (!closed && ttlMs.isPresent()) {
                next = errands.after(Math.max(shortestMs, ttlMs.getAsLong()), this::look);
            }
        }

        private void look() {
            Reading now;
            try {
                now = again.get();
            } catch (RuntimeException | LinkageError e) {
                LOG.warn("Cannot read the variables of a config again; trying later subject=\"{}\"", subject, e);
                wait(first.ttlMs());
                return;
            }
            if (now.value().equals(first.value())) {
                wait(now.ttlMs());
            } else if (end()) {
                LOG.info("A variable in a config has changed; restarting subject=\"{}\"", subject);
                changed.run();
            }
        }

        private synchronized boolean end() {
            boolean ended = !closed;
            closed = true;
            return ended;
        }

        @Override
        public synchronized void close() {
            closed = true;
            if (next != null) {
                next.cancel(false);
            }
        }
    }

    /**
     * Watches a config until it changes or what this returns is closed.
     *
     * @param subject whose config it is, for log lines
     * @param first   what the connector or task was started with
     * @param again   asks anew; may block
     * @param changed called once, when the answer is another one
     */
    Watch watch(String subject, Reading first, Supplier<Reading> again, Runnable changed) {
        Watch watch = new Watch(subject, first, again, changed);
        watch.wait(first.ttlMs());
        return watch;
    }

    @Override
    public void close() {
        errands.close();
    }
}
