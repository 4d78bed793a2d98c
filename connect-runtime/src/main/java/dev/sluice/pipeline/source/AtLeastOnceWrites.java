package dev.sluice.pipeline.source;

import dev.sluice.metrics.SourceMeasures;
import dev.sluice.pipeline.control.TaskControl;
import dev.sluice.plugin.Isolated;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records count as written one by one, as brokers acknowledge them; their offsets follow at the next commit. After a
 * crash, records whose offsets were not committed are read and written again.
 */
public final class AtLeastOnceWrites implements SourceWrites {
    private static final Logger LOG = LoggerFactory.getLogger(AtLeastOnceWrites.class);
    /**
     * How far a task may be ahead of the brokers. The producer bounds the bytes ({@code buffer.memory}); small records
     * are many in those, and each costs several objects that live until it is acknowledged. This is enough for half a
     * million records a second over a distance of 100 ms.
     */
    private static final int MOST_IN_FLIGHT = 65_536;
    /** A batch that is larger is handed over in parts. */
    private static final int MOST_CHAINED = 1_024;

    private final String label;
    private final TaskControl control;
    private final long flushTimeoutMs;
    private final InFlightRecords inFlight;
    private final Acknowledgements acknowledgements;
    private final SourceOffsetCommits commits;
    private final SourceMeasures measures;

    private final boolean holdsRecords;
    private final int mostInFlight;
    private final BooleanSupplier noUseWaiting;

    private Delivery announced;
    private Delivery first;
    private Delivery last;
    private int chained;
    private int leftOut;
    /** The note of the record that is being skipped, if it is not safe yet. */
    private CompletableFuture<Void> note;

    /**
     * @param label how log lines name the task
     */
    public AtLeastOnceWrites(
            String label, Isolated<SourceTask> task, TaskControl control, SourceParts parts, SourceTiming timing) {
        this(label, task, control, parts, timing, MOST_IN_FLIGHT);
    }

    /**
     * @param mostInFlight how many records the task may be ahead of the brokers
     */
    AtLeastOnceWrites(
            String label,
            Isolated<SourceTask> task,
            TaskControl control,
            SourceParts parts,
            SourceTiming timing,
            int mostInFlight) {
        this.mostInFlight = mostInFlight;
        this.label = label;
        this.control = control;
        this.flushTimeoutMs = timing.flushTimeoutMs();
        this.inFlight = new InFlightRecords(timing.time());
        this.measures = parts.measures();
        measures.arrivals(inFlight::takeArrived);
        measures.arrivedBytes(inFlight::takeArrivedBytes);
        TaskNotices notices = new TaskNotices(label, task);
        this.acknowledgements = new Acknowledgements(label, notices, parts, control, inFlight);
        this.holdsRecords = acknowledgements.needRecords();
        this.noUseWaiting = () -> control.stopping() || acknowledgements.failed();
        parts.errors().onSkipped((record, noted) -> note = noted);
        this.commits = new SourceOffsetCommits(label, notices, parts, timing, inFlight, control::cancelled);
    }

    /** Commits the task's offsets; may be called from another thread at any time. */
    public SourceOffsetCommits commits() {
        return commits;
    }

    @Override
    public boolean open() {
        return true;
    }

    @Override
    public void started() {
        control.onChange(inFlight::wake);
        commits.open();
    }

    @Override
    public void throwIfFailed() {
        acknowledgements.throwIfFailed();
    }

    @Override
    public Callback sending(SourceRecord record, String topic) {
        announced = new Delivery(record, holdsRecords, topic, acknowledgements);
        return announced;
    }

    @Override
    public void sent(SourceRecord record) throws InterruptedException {
        chain();
    }

    private void chain() throws InterruptedException {
        if (first == null) {
            first = announced;
        } else {
            last.next = announced;
        }
        last = announced;
        if (++chained == MOST_CHAINED) {
            handOver();
            awaitRoom();
        }
    }

    private void handOver() {
        if (first != null) {
            inFlight.append(first, last, chained);
            first = null;
            last = null;
            chained = 0;
        }
    }

    private void awaitRoom() throws InterruptedException {
        inFlight.awaitRoom(mostInFlight, noUseWaiting);
    }

    @Override
    public void dropped(SourceRecord record) throws InterruptedException {
        CompletableFuture<Void> noted = note;
        note = null;
        if (noted == null) {
            leftOut++;
            acknowledgements.committed(record, null);
            return;
        }
        announced = new Delivery(record, true, "", acknowledgements);
        acknowledgements.awaitReport(announced, noted);
        chain();
    }

    @Override
    public void sendingEnded() {
        measures.leftOut(leftOut);
        leftOut = 0;
        handOver();
        measures.settle();
    }

    @Override
    public void batchEnded() throws InterruptedException {
        awaitRoom();
    }

    @Override
    public void pausing() {}

    /** Gives the records that are on their way a last chance and commits what has arrived, whatever ended the task. */
    @Override
    public void finish(boolean orderly) {
        try {
            if (!control.cancelled()) {
                boolean arrived =
                        inFlight.awaitAll(flushTimeoutMs, () -> control.cancelled() || acknowledgements.failed());
                if (!arrived) {
                    LOG.warn("{} Some records have not arrived; they will be read again after the next start", label);
                }
            }
            commits.commit();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            commits.close();
        }
    }

    @Override
    public void cancel() {
        inFlight.wake();
    }
}
