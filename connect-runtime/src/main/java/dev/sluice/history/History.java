package dev.sluice.history;

import dev.sluice.metrics.TaskTotals;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reports each minute as it ends, by the wall clock, to this worker's memory and to the others. The minute in which the
 * worker stops is reported when it does.
 */
public final class History implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(History.class);
    private static final long CLOSE_WAIT_MS = 5_000;

    private final HistoryStore store;
    private final HistoryTopic topic;
    private final MinuteReports reports;
    private final Observed observed;
    private final Clock clock;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "metrics-minutes");
    private long reported = Long.MIN_VALUE;

    /** What this worker runs, as it is right now. */
    public interface Observed {
        /** What its tasks have moved since the last call. */
        List<TaskTotals.Taken> taken();

        /** How its connectors and tasks are. */
        List<MinuteReports.Condition> conditions();

        /** How the worker itself is. */
        Measurement worker();
    }

    /** @param topic closed with this */
    public History(HistoryStore store, HistoryTopic topic, MinuteReports reports, Observed observed, Clock clock) {
        this.store = store;
        this.topic = topic;
        this.reports = reports;
        this.observed = observed;
        this.clock = clock;
        thread.setDaemon(true);
    }

    /** Begins to report, and to read what was reported before; returns at once. */
    public void start() {
        topic.start();
        thread.start();
    }

    private void run() {
        try {
            while (true) {
                long minute = minuteOf(clock.millis());
                long endMs = TimeUnit.MINUTES.toMillis(minute + 1);
                // By steps, since the clock may be set while this waits.
                while (clock.millis() < endMs && minuteOf(clock.millis()) >= minute) {
                    if (closing.await(Math.min(1_000, endMs - clock.millis()), TimeUnit.MILLISECONDS)) {
                        return;
                    }
                }
                report(Math.max(minute, minuteOf(clock.millis()) - 1));
            }
        } catch (InterruptedException e) {
            LOG.debug("Stopped while waiting for the end of a minute");
        }
    }

    /** In minutes since the epoch. */
    public static long minuteOf(long epochMs) {
        return Math.floorDiv(epochMs, TimeUnit.MINUTES.toMillis(1));
    }

    /** Reports what has come since the last report as that of a minute. */
    synchronized void report(long minute) {
        reported = minute;
        try {
            List<Report> made = reports.make(minute, observed.taken(), observed.conditions(), observed.worker());
            for (Report report : made) {
                store.add(report);
                topic.write(report);
            }
        } catch (RuntimeException e) {
            LOG.warn("A minute could not be reported to the history of metrics minute={}", minute, e);
        }
    }

    /** Reports what is left; whatever is measured has to have ended. */
    @Override
    public void close() {
        closing.countDown();
        try {
            thread.join(CLOSE_WAIT_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        report(Math.max(reported, minuteOf(clock.millis())));
        topic.close();
    }
}
