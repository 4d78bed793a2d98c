package dev.sluice.pipeline.source;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
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
    /** Whether a record may go past one that is not acknowledged, as it is of another source partition. */
    private boolean severalPartitions;

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
        notePartitions(tail, first);
        if (tail == null) {
            head = first;
        } else {
            tail.next = first;
        }
        tail = last;
        size += count;
        dropAcknowledgedPrefix();
    }

    /** Once records of two source partitions have followed each other here, nobody has to look again. */
    private void notePartitions(Delivery before, Delivery first) {
        Delivery previous = before == null ? first : before;
        for (Delivery next = first; next != null && !severalPartitions; next = next.next) {
            severalPartitions = !Objects.equals(previous.sourcePartition, next.sourcePartition);
            previous = next;
        }
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
        for (Delivery next = obstacle(enough); next != null && !hopeless.getAsBoolean(); next = obstacle(enough)) {
            Delivery obstacle = next;
            awaitedDelivery = obstacle;
            time.waitObject(this, () -> obstacle.acknowledged() || hopeless.getAsBoolean(), Long.MAX_VALUE);
        }
        awaitedDelivery = null;
    }

    private synchronized int size() {
        return size;
    }

    /**
     * A record to wait for, as there are too many; null if there are not. It is the last one not acknowledged yet of
     * those that have to go: one of a topic's partition comes after all others of it, so there are about as many waits
     * as partitions, however many records they hold.
     */
    private synchronized Delivery obstacle(int limit) {
        dropAcknowledgedPrefix();
        if (size > limit && severalPartitions && acknowledgedOfFirst(size - limit) > (size - limit) / 2) {
            // Many may go past a few that take long, which is worth a look at all.
            dropAcknowledged();
        }
        Delivery obstacle = size > limit ? head : null;
        Delivery candidate = head;
        for (int i = size - limit; i > 0; i--) {
            if (!candidate.acknowledged()) {
                obstacle = candidate;
            }
            candidate = candidate.next;
        }
        return obstacle;
    }

    private int acknowledgedOfFirst(int count) {
        int acknowledged = 0;
        Delivery candidate = head;
        for (int i = count; i > 0; i--) {
            if (candidate.acknowledged()) {
                acknowledged++;
            }
            candidate = candidate.next;
        }
        return acknowledged;
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
        if (!severalPartitions) {
            return;
        }
        Set<Map<String, ?>> blocked = new HashSet<>();
        Delivery before = null;
        for (Delivery delivery = head; delivery != null; delivery = delivery.next) {
            if (delivery.acknowledged() && !blocked.contains(delivery.sourcePartition)) {
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
                blocked.add(delivery.sourcePartition);
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
        if (newest != null && newest.sourcePartition != delivery.sourcePartition) {
            settle();
        }
        newest = delivery;
    }

    private void settle() {
        if (newest != null) {
            committable.put(newest.sourcePartition, newest.sourceOffset);
            newest = null;
        }
    }
}
