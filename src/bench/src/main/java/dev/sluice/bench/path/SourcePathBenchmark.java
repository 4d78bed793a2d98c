package dev.sluice.bench.path;

import dev.sluice.pipeline.convert.SourceConversion;
import dev.sluice.pipeline.error.ErrorHandler;
import dev.sluice.pipeline.source.AtLeastOnceWrites;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.storage.StringConverter;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** What a source task's record costs between the task and the producer. A batch of 500; times are a record's. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OperationsPerInvocation(SourcePathBenchmark.BATCH)
public class SourcePathBenchmark {
    static final int BATCH = 500;

    private final PathParts parts = new PathParts();
    private final ErrorHandler<SourceRecord> errors = parts.skippingErrors();
    private final SourceConversion conversion =
            new SourceConversion(parts.chain(List.of(), errors), parts.strings(), errors, parts.measures.conversions());
    private final AtLeastOnceWrites writes = parts.writes(conversion, errors);
    private final RecordMetadata metadata = new RecordMetadata(new TopicPartition("load", 0), 0, 0, 0, 5, 100);
    private final StringConverter bare = new StringConverter();
    private final List<SourceRecord> batch = batch();
    private final Callback[] callbacks = new Callback[BATCH];

    private static List<SourceRecord> batch() {
        List<SourceRecord> records = new ArrayList<>();
        Map<String, String> partition = Map.of("task", "0");
        for (int i = 0; i < BATCH; i++) {
            records.add(new SourceRecord(
                    partition,
                    Map.of("done", i),
                    "load",
                    null,
                    Schema.STRING_SCHEMA,
                    "key-" + i,
                    Schema.STRING_SCHEMA,
                    "x".repeat(100)));
        }
        return records;
    }

    /** The least that has to be done: both converters, and the producer's record. */
    @Benchmark
    public void convertersAlone(Blackhole sink) {
        for (SourceRecord record : batch) {
            byte[] key = bare.fromConnectData(record.topic(), record.keySchema(), record.key());
            byte[] value = bare.fromConnectData(record.topic(), record.valueSchema(), record.value());
            sink.consume(new ProducerRecord<>(record.topic(), record.kafkaPartition(), null, key, value, null));
        }
    }

    @Benchmark
    public void conversion(Blackhole sink) {
        for (SourceRecord record : batch) {
            sink.consume(conversion.convert(record));
        }
    }

    @Benchmark
    public void bookkeeping() throws InterruptedException {
        for (int i = 0; i < BATCH; i++) {
            SourceRecord record = batch.get(i);
            callbacks[i] = writes.sending(record, record.topic());
            writes.sent(record);
        }
        writes.sendingEnded();
        for (Callback callback : callbacks) {
            callback.onCompletion(metadata, null);
        }
    }
}
