package dev.sluice.pipeline.source;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.utils.Time;

/**
 * The records of one task that are on their way, in the order in which they were sent, and the offsets that may be
 * committed: those of the longest acknowledged prefix of each source partition.
 *
 * <p>The task's thread appends a batch at a time; a producer's thread acknowledges without a lock; the committing thread
 * takes what is committable. Only a commit, or a task that is too far ahead, looks behind a record that is not acknowledged
 * yet, so a batch costs no more than the records it frees.
 */
final class InFlightRecords {
    private final Time time;
    private Delivery head;
    private Delivery tail;
    private Map<Map<String, ?>, Map<String, ?>> committable = new HashMap<>();
    private Delivery newest;
    private long arrived;
    private long arrivedBytes;
    private int size;
    private volatile boolean awaited;
    private volatile Delivery awaitedDelivery;

    InFlightRecords(Time time) {
        this.time = time;
    }

    /**
     * Adds a chain of records that were sent one after the other, after all that were added before.
     *
     * @param count how many they are
     */
    synchronized void append(Delivery first, Delivery last, int count) {
        if (tail == null) {
            head = first;
        } else {
            tail.next = first;
        }
        tail = last;
        size += count;
        dropAcknowledgedPrefix();
    }

    /** Notes that a record is safe in Kafka, or may count as such. Called from any thread. */
    @SuppressWarnings("ReferenceEquality") // one certain record is waited for
    void acknowledge(Delivery delivery) {
        delivery.acknowledge();
        if (awaited || delivery == awaitedDelivery) {
            wake();
        }
    }

    /** Has those who wait look whether waiting still makes sense. */
    synchronized void wake() {
        notifyAll();
    }

    /**
     * Waits while there are too many records, until there are no more than half as many: so a task that is faster than
     * its brokers wakes for thousands of acknowledgements, not for each.
     *
     * @param most     how many there may be without waiting
     * @param hopeless says that waiting makes no sense any more
     */
    void awaitRoom(int most, BooleanSupplier hopeless) throws InterruptedException {
        if (size() <= most) {
            return;
        }
        int enough = most / 2;
        for (Delivery next = beyond(enough); next != null && !hopeless.getAsBoolean(); next = beyond(enough)) {
            Delivery obstacle = next;
            awaitedDelivery = obstacle;
            time.waitObject(this, () -> obstacle.acknowledged() || hopeless.getAsBoolean(), Long.MAX_VALUE);
        }
        awaitedDelivery = null;
    }

    private synchronized int size() {
        return size;
    }

    /** A record whose acknowledgement brings the number of records nearer to a limit; null if it is not exceeded. */
    private synchronized Delivery beyond(int limit) {
        dropAcknowledged();
        if (size <= limit) {
            return null;
        }
        Delivery candidate = head;
        for (int i = size - limit - 1; i > 0; i--) {
            candidate = candidate.next;
        }
        // One that is acknowledged but stays holds nobody up; the first one does.
        return candidate.acknowledged() ? head : candidate;
    }

    /**
     * Waits until every record is acknowledged.
     *
     * @param hopeless says that waiting makes no sense any more
     * @return whether every record is
     */
    boolean awaitAll(long timeoutMs, BooleanSupplier hopeless) throws InterruptedException {
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
        dropAcknowledged();
        settle();
        Map<Map<String, ?>, Map<String, ?>> taken = committable;
        committable = new HashMap<>();
        return taken;
    }

    /** Lets go of every acknowledged record that has no unacknowledged one of its own partition before it. */
    private void dropAcknowledged() {
        dropAcknowledgedPrefix();
        Set<Map<String, ?>> blocked = new HashSet<>();
        Delivery before = null;
        for (Delivery delivery = head; delivery != null; delivery = delivery.next) {
            if (delivery.acknowledged() && !blocked.contains(delivery.record.sourcePartition())) {
                note(delivery);
                if (before == null) {
                    head = delivery.next; // it was acknowledged just now
                } else {
                    before.next = delivery.next;
                }
                if (delivery == tail) {
                    tail = before;
                }
            } else {
                blocked.add(delivery.record.sourcePartition());
                before = delivery;
            }
        }
    }

    /** How many records have left since the last call, because they are safe. */
    synchronized long takeArrived() {
        dropAcknowledgedPrefix();
        long taken = arrived;
        arrived = 0;
        return taken;
    }

    /** The bytes of those that had left when it was last asked how many they were, or have since. */
    synchronized long takeArrivedBytes() {
        long taken = arrivedBytes;
        arrivedBytes = 0;
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
        arrivedBytes += delivery.bytes;
        size--;
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
