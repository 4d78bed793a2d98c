package dev.sluice.bench.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Kafka's clients in a loop, without any worker: the limit of what a worker can reach, and what looks after topics in a
 * side-by-side run. Reads commands from standard input, a line each, and answers each with a line:
 *
 * <pre>
 * create TOPIC PARTITIONS                  -> ok
 * produce TOPIC RECORDS BYTES [KEY=VALUE..] -> records a second
 * transact TOPIC RECORDS BYTES [KEY=VALUE..] -> records a second, in transactions as a source task's: 500 records, and one
 *                                              more to TOPIC-offsets, which has to be there, too
 * consume TOPIC RECORDS                     -> records a second, from the first poll that gave some
 * end TOPIC                                 -> sum of the end offsets
 * span TOPIC                                -> committed records, and ms between the first's and the last's arrival
 * delay TOPIC                               -> median and 99th percentile of the ms from value to arrival
 * </pre>
 */
public final class BareClients implements AutoCloseable {
    private static final int KEYS = 1024;
    private static final int BATCH = 500;

    private final Map<String, Object> common;
    private final Admin admin;

    private BareClients(String bootstrapServers) {
        common = Map.of("bootstrap.servers", bootstrapServers);
        admin = Admin.create(common);
    }

    /**
     * @param args the broker's address
     */
    public static void main(String[] args) throws IOException, ExecutionException, InterruptedException {
        try (BareClients clients = new BareClients(args[0]);
                BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                System.out.println(clients.answer(line.split(" ")));
            }
        }
    }

    private String answer(String[] words) throws ExecutionException, InterruptedException {
        String topic = words[1];
        return switch (words[0]) {
            case "create" -> create(topic, Integer.parseInt(words[2]));
            case "produce" ->
                produce(
                        topic,
                        Long.parseLong(words[2]),
                        Integer.parseInt(words[3]),
                        Arrays.asList(words).subList(4, words.length));
            case "transact" ->
                transact(
                        topic,
                        Long.parseLong(words[2]),
                        Integer.parseInt(words[3]),
                        Arrays.asList(words).subList(4, words.length));
            case "consume" -> consume(topic, Long.parseLong(words[2]));
            case "end" -> Long.toString(end(topic));
            case "span" -> span(topic);
            case "delay" -> delay(topic);
            default -> throw new IllegalArgumentException("Unknown command: " + words[0]);
        };
    }

    private String create(String topic, int partitions) throws ExecutionException, InterruptedException {
        NewTopic wanted =
                new NewTopic(topic, partitions, (short) 1).configs(Map.of("message.timestamp.type", "LogAppendTime"));
        admin.createTopics(List.of(wanted)).all().get();
        return "ok";
    }

    private Map<String, Object> properties(List<String> settings) {
        Map<String, Object> properties = new HashMap<>(common);
        for (String setting : settings) {
            String[] parts = setting.split("=", 2);
            properties.put(parts[0], parts[1]);
        }
        return properties;
    }

    private static byte[] key(long number) {
        return ("key-" + number % KEYS).getBytes(StandardCharsets.UTF_8);
    }

    private String transact(String topic, long records, int bytes, List<String> settings) {
        Map<String, Object> properties = properties(settings);
        properties.put("transactional.id", topic);
        byte[] value = "x".repeat(bytes).getBytes(StandardCharsets.UTF_8);
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.initTransactions();
            long start = System.nanoTime();
            for (long written = 0; written < records; written += BATCH) {
                producer.beginTransaction();
                for (int i = 0; i < BATCH; i++) {
                    // A commit fails if any record has.
                    var unused = producer.send(new ProducerRecord<>(topic, key(written + i), value));
                }
                var unused = producer.send(new ProducerRecord<>(topic + "-offsets", key(0), value));
                producer.commitTransaction();
            }
            return rate(records, start);
        }
    }

    private String produce(String topic, long records, int bytes, List<String> settings) {
        Map<String, Object> properties = properties(settings);
        byte[] value = "x".repeat(bytes).getBytes(StandardCharsets.UTF_8);
        AtomicReference<Exception> lost = new AtomicReference<>();
        long start = System.nanoTime();
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (long i = 0; i < records; i++) {
                var unused = producer.send(new ProducerRecord<>(topic, key(i), value), (written, error) -> {
                    if (error != null) {
                        lost.compareAndSet(null, error);
                    }
                });
            }
        }
        if (lost.get() != null) {
            throw new IllegalStateException("Not all records were written to " + topic, lost.get());
        }
        return rate(records, start);
    }

    private String consume(String topic, long records) {
        Map<String, Object> properties = new HashMap<>(common);
        properties.put("group.id", "bare-" + System.nanoTime());
        properties.put("auto.offset.reset", "earliest");
        properties.put("enable.auto.commit", "false");
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(properties)) {
            consumer.subscribe(List.of(topic));
            long start = 0;
            long left = records;
            while (left > 0) {
                ConsumerRecords<byte[], byte[]> polled = consumer.poll(Duration.ofSeconds(1));
                if (start == 0 && !polled.isEmpty()) {
                    start = System.nanoTime();
                }
                for (ConsumerRecord<byte[], byte[]> each : polled) {
                    if (each.value() != null) {
                        left--;
                    }
                }
            }
            return rate(records, start);
        }
    }

    private static String rate(long records, long startNanos) {
        return Long.toString(records * TimeUnit.SECONDS.toNanos(1) / (System.nanoTime() - startNanos));
    }

    private long end(String topic) throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        admin.describeTopics(List.of(topic))
                .allTopicNames()
                .get()
                .get(topic)
                .partitions()
                .forEach(each -> asked.put(new TopicPartition(topic, each.partition()), OffsetSpec.latest()));
        return admin.listOffsets(asked).all().get().values().stream()
                .mapToLong(each -> each.offset())
                .sum();
    }

    private String span(String topic) {
        long[] span = {0, Long.MAX_VALUE, 0};
        readAll(topic, each -> {
            span[0]++;
            span[1] = Math.min(span[1], each.timestamp());
            span[2] = Math.max(span[2], each.timestamp());
        });
        return span[0] + " " + (span[2] - span[1]);
    }

    private String delay(String topic) {
        List<Double> delays = new ArrayList<>();
        readAll(topic, each -> {
            long madeMicros = Long.parseLong(new String(each.value(), StandardCharsets.UTF_8));
            delays.add(each.timestamp() - madeMicros / 1000.0);
        });
        // The first ones meet a producer that has still to connect, and code that is not compiled yet.
        List<Double> steady = delays.subList(delays.size() / 4, delays.size()).stream()
                .sorted()
                .toList();
        return steady.get(steady.size() / 2) + " " + steady.get(steady.size() * 99 / 100);
    }

    private void readAll(String topic, java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> reader) {
        Map<String, Object> properties = new HashMap<>(common);
        properties.put("isolation.level", "read_committed");
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(properties)) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(each -> new TopicPartition(topic, each.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(each -> consumer.position(each) < ends.get(each))) {
                consumer.poll(Duration.ofMillis(500)).forEach(reader);
            }
        }
    }

    private static KafkaConsumer<byte[], byte[]> consumer(Map<String, Object> properties) {
        return new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    @Override
    public void close() {
        admin.close();
    }
}
