package dev.sluice.bench.path;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.pipeline.convert.SinkConversion;
import dev.sluice.pipeline.error.ErrorHandler;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.storage.StringConverter;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** What a sink task's record costs between the consumer and the task. A batch of 500; times are a record's. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OperationsPerInvocation(SinkPathBenchmark.BATCH)
public class SinkPathBenchmark {
    static final int BATCH = 500;

    private final PathParts parts = new PathParts();
    private final ErrorHandler<ConsumerRecord<byte[], byte[]>> errors = parts.skippingErrors();
    private final SinkConversion conversion = new SinkConversion(
            parts.chain(List.of(), errors), parts.strings(), errors, parts.topics, parts.measures.conversions());
    private final StringConverter bare = new StringConverter();
    private final List<ConsumerRecord<byte[], byte[]>> batch = batch();

    private static List<ConsumerRecord<byte[], byte[]>> batch() {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int i = 0; i < BATCH; i++) {
            records.add(new ConsumerRecord<>(
                    "load", 0, i, ("key-" + i).getBytes(UTF_8), "x".repeat(100).getBytes(UTF_8)));
        }
        return records;
    }

    /** The least that has to be done: both converters, and the task's record. */
    @Benchmark
    public void convertersAlone(Blackhole sink) {
        for (ConsumerRecord<byte[], byte[]> message : batch) {
            SchemaAndValue key = bare.toConnectData(message.topic(), message.key());
            SchemaAndValue value = bare.toConnectData(message.topic(), message.value());
            sink.consume(new SinkRecord(
                    message.topic(),
                    message.partition(),
                    key.schema(),
                    key.value(),
                    value.schema(),
                    value.value(),
                    message.offset()));
        }
    }

    @Benchmark
    public void conversion(Blackhole sink) {
        for (ConsumerRecord<byte[], byte[]> message : batch) {
            sink.consume(conversion.convert(message));
        }
    }
}
