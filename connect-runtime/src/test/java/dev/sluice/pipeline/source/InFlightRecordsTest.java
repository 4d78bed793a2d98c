package dev.sluice.pipeline.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.pipeline.control.ManualTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

class InFlightRecordsTest {
    private final InFlightRecords inFlight = new InFlightRecords(new ManualTime());

    private static Delivery delivery(String partition, int offset) {
        return new Delivery(
                new SourceRecord(Map.of("p", partition), Map.of("o", offset), "topic", null, null, null),
                false,
                "topic",
                null);
    }

    private Delivery send(String partition, int offset) {
        Delivery delivery = delivery(partition, offset);
        inFlight.append(delivery, delivery, 1);
        return delivery;
    }

    @Test
    void anOffsetWaitsForEarlierRecordsOfItsPartition() {
        Delivery first = send("a", 1);
        Delivery second = send("a", 2);

        inFlight.acknowledge(second);
        assertEquals(Map.of(), inFlight.takeCommittable());

        inFlight.acknowledge(first);
        assertEquals(Map.of(Map.of("p", "a"), Map.of("o", 2)), inFlight.takeCommittable());
    }

    @Test
    void partitionsDoNotWaitForEachOther() {
        send("stuck", 1);
        Delivery other = send("free", 1);

        inFlight.acknowledge(other);

        assertEquals(Map.of(Map.of("p", "free"), Map.of("o", 1)), inFlight.takeCommittable());
    }

    @Test
    void anOffsetIsTakenOnce() {
        inFlight.acknowledge(send("a", 1));

        assertEquals(1, inFlight.takeCommittable().size());
        assertEquals(Map.of(), inFlight.takeCommittable());
    }

    @Test
    void waitingEndsWhenEverythingIsAcknowledgedAndNotBefore() throws InterruptedException {
        Delivery only = send("a", 1);
        assertFalse(inFlight.awaitAll(1_000, () -> false));

        inFlight.acknowledge(only);

        assertTrue(inFlight.awaitAll(1_000, () -> false));
    }

    /** For any order of sending and acknowledging: exactly the longest acknowledged prefix of each partition. */
    @Test
    void committableIsAlwaysTheLongestAcknowledgedPrefixOfEachPartition() {
        for (int seed = 0; seed < 300; seed++) {
            run(new Random(seed), new InFlightRecords(new ManualTime()), "seed " + seed);
        }
    }

    private static void run(Random random, InFlightRecords records, String seed) {
        int partitions = 1 + random.nextInt(4);
        List<List<Delivery>> sent = new ArrayList<>();
        for (int p = 0; p < partitions; p++) {
            sent.add(new ArrayList<>());
        }
        List<Delivery> open = new ArrayList<>();
        Map<Map<String, ?>, Map<String, ?>> committed = new HashMap<>();
        for (int step = 0; step < 200; step++) {
            switch (random.nextInt(3)) {
                case 0 -> {
                    Delivery first = null;
                    Delivery last = null;
                    int count = 1 + random.nextInt(6);
                    for (int i = 0; i < count; i++) {
                        int p = random.nextInt(partitions);
                        Delivery next = delivery("p" + p, sent.get(p).size());
                        sent.get(p).add(next);
                        open.add(next);
                        if (first == null) {
                            first = next;
                        } else {
                            last.next = next;
                        }
                        last = next;
                    }
                    records.append(first, last, count);
                }
                case 1 -> {
                    for (int i = random.nextInt(8); i > 0 && !open.isEmpty(); i--) {
                        records.acknowledge(open.remove(random.nextInt(open.size())));
                    }
                }
                default -> {
                    committed.putAll(records.takeCommittable());
                    assertEquals(prefixes(sent), committed, seed + " step " + step);
                }
            }
        }
    }

    private static Map<Map<String, ?>, Map<String, ?>> prefixes(List<List<Delivery>> sent) {
        Map<Map<String, ?>, Map<String, ?>> prefixes = new HashMap<>();
        for (List<Delivery> partition : sent) {
            for (Delivery delivery : partition) {
                if (!delivery.acknowledged()) {
                    break;
                }
                prefixes.put(delivery.sourcePartition, delivery.sourceOffset);
            }
        }
        return prefixes;
    }

    @Test
    void waitingForRoomEndsWhereverTheAcknowledgedRecordsAre() throws Exception {
        for (int seed = 0; seed < 50; seed++) {
            Random random = new Random(seed);
            InFlightRecords records = new InFlightRecords(new ManualTime());
            List<Delivery> open = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                Delivery next = delivery("p" + random.nextInt(3), i);
                records.append(next, next, 1);
                open.add(next);
            }
            CompletableFuture<Void> room = CompletableFuture.runAsync(() -> {
                try {
                    records.awaitRoom(20, () -> false);
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
            Collections.shuffle(open, random);
            while (!open.isEmpty()) {
                records.acknowledge(open.remove(0));
            }
            room.get(20, TimeUnit.SECONDS);
        }
    }

    /** Records of one source partition lie in several partitions of a topic, and those are acknowledged apart. */
    @Test
    void waitingForRoomTakesAsFewWaitsAsTheTopicHasPartitions() throws Exception {
        int topicPartitions = 4;
        List<Delivery> sent = new ArrayList<>();
        List<Delivery> inOrderOfArrival = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            sent.add(delivery("a", i));
        }
        for (int p = topicPartitions - 1; p >= 0; p--) {
            for (int i = p; i < sent.size(); i += topicPartitions) {
                inOrderOfArrival.add(sent.get(i));
            }
        }
        BrokerInSteps broker = new BrokerInSteps(inOrderOfArrival);
        InFlightRecords records = new InFlightRecords(broker);
        broker.records = records;
        sent.forEach(delivery -> records.append(delivery, delivery, 1));

        records.awaitRoom(1_000, () -> false);

        assertTrue(broker.waits <= topicPartitions, () -> broker.waits + " waits");
    }

    /** Time that only passes for acknowledgements: whoever waits sees as many of them as it takes. */
    private static final class BrokerInSteps implements Time {
        private final Iterator<Delivery> arriving;
        private InFlightRecords records;
        private int waits;

        BrokerInSteps(List<Delivery> inOrderOfArrival) {
            arriving = inOrderOfArrival.iterator();
        }

        @Override
        public long milliseconds() {
            return 0;
        }

        @Override
        public long nanoseconds() {
            return 0;
        }

        @Override
        public void sleep(long durationMs) {
            throw new UnsupportedOperationException("Nobody is to sleep for " + durationMs + " ms");
        }

        @Override
        public void waitObject(Object object, Supplier<Boolean> condition, long deadlineMs) {
            waits++;
            while (!condition.get()) {
                records.acknowledge(arriving.next());
            }
        }
    }

    @Test
    void recordsMayBeAcknowledgedWhileACommitLooksAtThem() throws Exception {
        int count = 2_000;
        for (int run = 0; run < 20; run++) {
            InFlightRecords records = new InFlightRecords(new ManualTime());
            List<Delivery> sent = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                Delivery next = delivery("a", i);
                records.append(next, next, 1);
                sent.add(next);
            }
            CompletableFuture<Void> acknowledged = CompletableFuture.runAsync(() -> sent.forEach(records::acknowledge));
            Map<Map<String, ?>, Map<String, ?>> committed = new HashMap<>();
            do {
                committed.putAll(records.takeCommittable());
            } while (!acknowledged.isDone());
            committed.putAll(records.takeCommittable());

            assertEquals(Map.of(Map.of("p", "a"), Map.of("o", count - 1)), committed);
        }
    }
}
