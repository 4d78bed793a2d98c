package org.apache.kafka.connect.util;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KafkaBasedLogTest {

    private static final TopicPartition FIRST = new TopicPartition("log", 0);

    private final MockConsumer<String, String> consumer = new MockConsumer<>("none");
    private final AtomicLong end = new AtomicLong();
    private final List<String> read = new CopyOnWriteArrayList<>();
    private final List<Throwable> errors = new CopyOnWriteArrayList<>();

    @BeforeEach
    void haveATopicOfTwoPartitions() {
        consumer.updatePartitions(
                "log",
                List.of(new PartitionInfo("log", 0, null, null, null), new PartitionInfo("log", 1, null, null, null)));
        consumer.updateBeginningOffsets(Map.of(FIRST, 0L, new TopicPartition("log", 1), 0L));
    }

    private KafkaBasedLog<String, String> log(Predicate<TopicPartition> filter) {
        Admin admin = (Admin) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Admin.class}, (proxy, method, arguments) -> {
                    if (!method.getName().equals("listOffsets")) {
                        throw new UnsupportedOperationException(method.getName());
                    }
                    Map<TopicPartition, KafkaFuture<ListOffsetsResultInfo>> ends = new HashMap<>();
                    for (Object partition : ((Map<?, ?>) arguments[0]).keySet()) {
                        ends.put(
                                (TopicPartition) partition,
                                KafkaFuture.completedFuture(
                                        new ListOffsetsResultInfo(end.get(), -1, Optional.empty())));
                    }
                    return new ListOffsetsResult(ends);
                });
        return KafkaBasedLog.withExistingClients(
                "log",
                consumer,
                null,
                new TopicAdmin(Map.of(), admin),
                (error, record) -> {
                    if (error == null) {
                        read.add(record.value());
                    } else {
                        errors.add(error);
                        throw new IllegalStateException(error);
                    }
                },
                Time.SYSTEM,
                topicAdmin -> read.add("initialized"),
                filter);
    }

    private KafkaBasedLog<String, String> log() {
        return log(partition -> partition.partition() == 0);
    }

    private void write(long offset, String value) {
        consumer.addRecord(new ConsumerRecord<>("log", 0, offset, "key", value));
    }

    @Test
    void startReadsAllThatIsThereAndReadToEndWhatWasAddedSince() throws Exception {
        end.set(2);
        consumer.schedulePollTask(() -> {
            write(0, "a");
            write(1, "b");
        });
        KafkaBasedLog<String, String> log = log();

        log.start();

        assertEquals(List.of("initialized", "a", "b"), read);
        assertEquals(1, log.partitionCount());
        end.set(3);
        consumer.schedulePollTask(() -> write(2, "c"));
        Future<Void> caughtUp = log.readToEnd();
        caughtUp.get(30, TimeUnit.SECONDS);
        assertEquals(List.of("initialized", "a", "b", "c"), read);
        log.stop();
        assertTrue(consumer.closed());
    }

    @Test
    void errorsAreReportedIfAskedForAndEndTheStart() {
        end.set(1);
        TopicAuthorizationException refused = new TopicAuthorizationException("log");
        consumer.schedulePollTask(() -> consumer.setPollException(refused));
        consumer.setPollException(refused);
        KafkaBasedLog<String, String> log = log();

        assertThrows(IllegalStateException.class, () -> log.start(true));

        assertSame(refused, errors.get(0));
        log.stop();
        assertTrue(consumer.closed());
    }

    @Test
    void errorsAreRetriedOtherwise() {
        end.set(1);
        consumer.setPollException(new KafkaException("once"));
        consumer.schedulePollTask(() -> {});
        consumer.schedulePollTask(() -> write(0, "a"));
        KafkaBasedLog<String, String> log = log();

        log.start();

        assertEquals(List.of("initialized", "a"), read);
        assertEquals(List.of(), errors);
        log.stop();
    }

    @Test
    void topicWithoutPartitionsToReadIsRefused() {
        ConnectException refused = assertThrows(
                ConnectException.class, () -> log(partition -> false).start());
        assertTrue(refused.getMessage().contains("log"), refused.getMessage());
    }

    @Test
    void logWithoutProducerCannotBeWrittenTo() {
        assertThrows(IllegalStateException.class, () -> log().send("key", "value"));
    }

    @Test
    void onlyAnAdminClientFindsTheEndOfWhatIsCommitted() {
        KafkaBasedLog<String, String> log = new KafkaBasedLog<>(
                "log",
                Map.of(),
                Map.of("isolation.level", "read_committed"),
                () -> null,
                (error, record) -> {},
                Time.SYSTEM,
                null);

        ConnectException refused = assertThrows(ConnectException.class, log::start);

        assertTrue(refused.getMessage().contains("isolation.level=read_committed"), refused::getMessage);
        log.stop();
    }

    @Test
    void topicsAreDescribedAsAsked() {
        NewTopic compacted = TopicAdmin.defineTopic("t")
                .partitions(5)
                .replicationFactor((short) 2)
                .compacted()
                .config(Map.of("segment.bytes", 100))
                .build();
        assertEquals(
                new NewTopic("t", 5, (short) 2).configs(Map.of("cleanup.policy", "compact", "segment.bytes", "100")),
                compacted);
        NewTopic defaults = TopicAdmin.defineTopic("t").build();
        assertEquals(-1, defaults.numPartitions());
        assertEquals(-1, defaults.replicationFactor());
    }
}
