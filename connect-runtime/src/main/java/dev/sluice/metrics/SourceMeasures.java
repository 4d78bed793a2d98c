package dev.sluice.metrics;

import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.common.metrics.stats.Avg;
import org.apache.kafka.common.metrics.stats.Max;
import org.apache.kafka.common.metrics.stats.Min;
import org.apache.kafka.common.metrics.stats.Rate;

/** What is measured of a source task, in the group {@code source-task-metrics}. Fed once a batch. */
public final class SourceMeasures {
    private static final long IDLE_MS = 100;

    private final TaskMeasures task;
    private final Sensor polls;
    private final Sensor pollTime;
    private final Sensor writes;
    private final Sensor active;
    private final AtomicLong polled = new AtomicLong();
    private final AtomicLong written = new AtomicLong();
    private final AtomicLong leftOut = new AtomicLong();
    private volatile LongSupplier arrived = () -> 0;
    private volatile LongSupplier arrivedBytes = () -> 0;
    private final AtomicLong refused = new AtomicLong();
    private final Sensor transactions;
    private final Tally pollTimes = new Tally();
    private final Tally transactionSizes = new Tally();
    private volatile long lastBatchMs;
    private long pollStartedMs;

    /**
     * @param transactional whether transactions are measured too
     */
    public SourceMeasures(TaskMeasures task, boolean transactional) {
        this.task = task;
        task.totals().beforeReading(this::settle);
        MetricGroup group = task.group("source-task-metrics", Map.of());
        this.polls = group.rateAndTotal("source-record-poll");
        this.pollTime = group.maxAndAvg("poll-time", "poll-batch-max-time-ms", "poll-batch-avg-time-ms");
        this.writes = group.sensor("source-record-write");
        writes.add(group.name("source-record-write-rate"), new Rate());
        group.gauge("source-record-write-total", (config, now) -> {
            settle();
            return (double) written.get();
        });
        this.active = group.sensor("active");
        group.gauge("source-record-active-count", (config, now) -> {
            settle();
            return (double) activeCount();
        });
        active.add(group.name("source-record-active-count-max"), new Max());
        active.add(group.name("source-record-active-count-avg"), new Avg());
        this.transactions = transactional ? group.sensor("transaction-size") : null;
        if (transactional) {
            transactions.add(group.name("transaction-size-min"), new Min());
            transactions.add(group.name("transaction-size-max"), new Max());
            transactions.add(group.name("transaction-size-avg"), new Avg());
        }
        task.source(this);
    }

    /** What is measured of every task. */
    public TaskMeasures task() {
        return task;
    }

    /**
     * Where to ask how many records have arrived since the last time it was asked, for whoever reads a metric while the
     * task's thread is waiting.
     */
    public void arrivals(LongSupplier sinceLastAsked) {
        arrived = sinceLastAsked;
    }

    /** As {@link #arrivals}, of the bytes of their keys and values. */
    public void arrivedBytes(LongSupplier sinceLastAsked) {
        arrivedBytes = sinceLastAsked;
    }

    public void pollBegins() {
        pollStartedMs = task.nowMs();
    }

    /**
     * @param records how many it has given; negative for none at all
     */
    public void pollEnded(int records) {
        long nowMs = task.nowMs();
        task.polledAt(nowMs);
        if (records >= 0) {
            lastBatchMs = nowMs;
            pollTimes.add(nowMs - pollStartedMs);
            polls.record(records, nowMs);
            pollTime.record((double) (nowMs - pollStartedMs), nowMs);
            task.batch(records, nowMs);
            polled.addAndGet(records);
            active.record((double) activeCount(), nowMs);
        }
    }

    /** Records were left out: by a transformation, or because they failed and that is tolerated. */
    public void leftOut(int records) {
        leftOut.addAndGet(records);
    }

    /** A record that will count as arrived was not: brokers refused it, and that is tolerated. */
    public void refused() {
        refused.incrementAndGet();
    }

    /** Notes what has arrived; called after each batch. */
    public void settle() {
        long toSubtract = refused.getAndSet(0);
        long records = arrived.getAsLong() - toSubtract;
        leftOut.addAndGet(toSubtract);
        if (records < 0) {
            // Those that were refused have not been counted as arrived yet.
            refused.addAndGet(-records);
            leftOut.addAndGet(records);
        } else if (records > 0) {
            written(records);
        }
        writtenBytes(arrivedBytes.getAsLong());
    }

    /** Bytes of keys and values are with the brokers. */
    public void writtenBytes(long bytes) {
        task.totals().add(TaskTotals.Count.SENT_BYTES, bytes);
    }

    /** Records are with the brokers. */
    public void written(long records) {
        long nowMs = task.nowMs();
        written.addAndGet(records);
        writes.record((double) records, nowMs);
        task.totals().add(TaskTotals.Count.SENT_RECORDS, records);
        active.record((double) activeCount(), nowMs);
    }

    /** A transaction was committed. */
    public void transaction(long records) {
        transactions.record((double) records, task.nowMs());
        transactionSizes.add(records);
    }

    /**
     * Notes what has arrived since the last batch, if that was a while ago. A task that moves does so by itself, and is
     * not to be held up.
     */
    public void settleIfIdle() {
        if (task.nowMs() - lastBatchMs >= IDLE_MS) {
            settle();
        }
    }

    /** How many records the task has given. */
    public long polledRecords() {
        return polled.get();
    }

    /** How many records are with the brokers. */
    public long writtenRecords() {
        return written.get();
    }

    /** How many records the task has given that are neither with the brokers nor left out. */
    public long activeRecords() {
        return activeCount();
    }

    /** The polls that have given a list, and how many ms they took. */
    public Tally polls() {
        return pollTimes;
    }

    /** The transactions that were committed, and how many records they had; null where there are none. */
    public Tally transactions() {
        return transactions == null ? null : transactionSizes;
    }

    private long activeCount() {
        return Math.max(0, polled.get() - written.get() - leftOut.get());
    }
}
