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
    private static final long LONGEST_WAIT_MS = 1_000;

    private final HistoryStore store;
    private final HistoryTopic topic;
    private final MinuteReports reports;
    private final Observed observed;
    private final Clock clock;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "metrics-minutes");
    /** The minute that what comes now belongs to; guarded by this. */
    private long underWay = Long.MAX_VALUE;

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
        synchronized (this) {
            underWay = minuteOf(clock.millis());
        }
        topic.start();
        thread.start();
    }

    private void run() {
        try {
            while (!closing.await(tick(), TimeUnit.MILLISECONDS)) {
                LOG.trace("Looking at the clock");
            }
        } catch (InterruptedException e) {
            LOG.debug("Stopped while waiting for the end of a minute");
        }
    }

    /**
     * Reports the minute that is under way, if it has ended. If more than that has passed, the process was frozen or the
     * machine asleep: nothing was moved meanwhile, so what has come belongs to the minute in which that began, and those
     * between stay empty. If the clock was set back, what has come belongs to the minute that it shows now; not for less than a
     * minute, as clocks are corrected, since the minute before is reported already.
     *
     * @return when to look again, in ms from now; soon, since the clock may be set
     */
    synchronized long tick() {
        long minute = minuteOf(clock.millis());
        if (minute > underWay) {
            report(underWay);
        }
        if (minute != underWay - 1) {
            // As read before the report, which may take long enough for another minute to end.
            underWay = minute;
        }
        long leftMs = TimeUnit.MINUTES.toMillis(underWay + 1) - clock.millis();
        return Math.max(0, Math.min(LONGEST_WAIT_MS, leftMs));
    }

    /** In minutes since the epoch. */
    public static long minuteOf(long epochMs) {
        return Math.floorDiv(epochMs, TimeUnit.MINUTES.toMillis(1));
    }

    private void report(long minute) {
        try {
            List<MinuteReports.Condition> conditions = observed.conditions();
            Measurement worker = observed.worker();
            // Last, as what is taken and not reported is lost.
            List<Report> made = reports.make(minute, observed.taken(), conditions, worker);
            made.forEach(store::add);
            made.forEach(topic::write);
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
        reportRest();
        topic.close();
    }

    private synchronized void reportRest() {
        report(Math.min(underWay, minuteOf(clock.millis())));
    }
}
