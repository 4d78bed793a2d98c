package dev.sluice.pipeline.source;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.utils.Time;

/**
 * The records of one task that are on their way, in the order in which they were sent, and the offsets that may be
 * committed: those of the longest acknowledged prefix of each source partition.
 *
 * <p>The task's thread appends a batch at a time; a producer's thread acknowledges without a lock; the committing thread
 * takes what is committable. Only a commit looks behind a record that is not acknowledged yet, so a batch costs no more
 * than the records it frees.
 */
final class InFlightRecords {
    private final Time time;
    private Delivery head;
    private Delivery tail;
    private Map<Map<String, ?>, Map<String, ?>> committable = new HashMap<>();
    private Delivery newest;
    private long arrived;
    private volatile boolean awaited;

    InFlightRecords(Time time) {
        this.time = time;
    }

    /** Adds a chain of records that were sent one after the other, after all that were added before. */
    synchronized void append(Delivery first, Delivery last) {
        if (tail == null) {
            head = first;
        } else {
            tail.next = first;
        }
        tail = last;
        dropAcknowledgedPrefix();
    }

    /** Notes that a record is safe in Kafka, or may count as such. Called from any thread. */
    void acknowledge(Delivery delivery) {
        delivery.acknowledge();
        if (awaited) {
            wake();
        }
    }

    /** Ends {@link #awaitAll} early, because no further acknowledgement is to be expected. */
    synchronized void wake() {
        notifyAll();
    }

    /**
     * Waits until every record is acknowledged.
     *
     * @param hopeless says that waiting makes no sense any more
     * @return whether every record is
     */
    boolean awaitAll(long timeoutMs, java.util.function.BooleanSupplier hopeless) throws InterruptedException {
        awaited = true;
        try {
            time.waitObject(this, () -> isEmpty() || hopeless.getAsBoolean(), time.milliseconds() + timeoutMs);
        } catch (TimeoutException tooLate) {
            return false;
        }
        return isEmpty();
    }

    private synchronized boolean isEmpty() {
        dropAcknowledgedPrefix();
        return head == null;
    }

    /** Takes the newest committable offset of each source partition that has one since the last call. */
    synchronized Map<Map<String, ?>, Map<String, ?>> takeCommittable() {
        dropAcknowledgedPrefix();
        Set<Map<String, ?>> blocked = new HashSet<>();
        Delivery before = null;
        for (Delivery delivery = head; delivery != null; delivery = delivery.next) {
            if (delivery.acknowledged() && !blocked.contains(delivery.record.sourcePartition())) {
                note(delivery);
                before.next = delivery.next; // the head is never acknowledged here, so there is one before
                if (delivery == tail) {
                    tail = before;
                }
            } else {
                blocked.add(delivery.record.sourcePartition());
                before = delivery;
            }
        }
        settle();
        Map<Map<String, ?>, Map<String, ?>> taken = committable;
        committable = new HashMap<>();
        return taken;
    }

    /** How many records have left since the last call, because they are safe. */
    synchronized long takeArrived() {
        dropAcknowledgedPrefix();
        long taken = arrived;
        arrived = 0;
        return taken;
    }

    private void dropAcknowledgedPrefix() {
        while (head != null && head.acknowledged()) {
            note(head);
            head = head.next;
        }
        if (head == null) {
            tail = null;
        }
    }

    /** Remembers an offset; runs of records with the same partition object touch the map only once. */
    private void note(Delivery delivery) {
        arrived++;
        if (newest != null && newest.record.sourcePartition() != delivery.record.sourcePartition()) {
            settle();
        }
        newest = delivery;
    }

    private void settle() {
        if (newest != null) {
            committable.put(newest.record.sourcePartition(), newest.record.sourceOffset());
            newest = null;
        }
    }
}
