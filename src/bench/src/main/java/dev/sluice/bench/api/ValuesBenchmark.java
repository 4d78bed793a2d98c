package dev.sluice.bench.api;

import java.util.Date;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.data.Values;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Conversions between values and text. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
public class ValuesBenchmark {
    private final Struct order = Samples.order(Samples.orderBuilder().build());
    private final List<?> list = List.of(1, 2, 3, 300);
    private final Map<String, ?> map = Map.of("a", 1, "b", "two \"2\"");

    @SuppressWarnings("JavaUtilDate")
    private final Date date = new Date(1_577_968_496_789L);

    @Benchmark
    public Object parseWord() {
        return Values.parseString("trace-4bf92f3577b34da6");
    }

    @Benchmark
    public Object parseInteger() {
        return Values.parseString("4711");
    }

    @Benchmark
    public Object parseDecimal() {
        return Values.parseString("19.99");
    }

    @Benchmark
    public Object parseWordWithDigit() {
        return Values.parseString("4bf92f3577b34da6a3ce929d0e0e4736");
    }

    @Benchmark
    public Object parseTimestamp() {
        return Values.parseString("2020-01-02T12:34:56.789Z");
    }

    @Benchmark
    public Object parseDate() {
        return Values.parseString("2020-01-02");
    }

    @Benchmark
    public Object parseArray() {
        return Values.parseString("[1, 2, 3, 300]");
    }

    @Benchmark
    public Object parseMap() {
        return Values.parseString("{\"a\": 1, \"b\": \"two\", \"c\": [true, false]}");
    }

    @Benchmark
    public Object writeList() {
        return Values.convertToString(null, list);
    }

    @Benchmark
    public Object writeMap() {
        return Values.convertToString(null, map);
    }

    @Benchmark
    public Object writeTimestamp() {
        return Values.convertToString(Timestamp.SCHEMA, date);
    }

    @Benchmark
    public Object writeStruct() {
        return Values.convertToString(order.schema(), order);
    }

    @Benchmark
    public Object numberToLong() {
        return Values.convertToLong(Schema.INT32_SCHEMA, 4711);
    }

    @Benchmark
    public Object textToInteger() {
        return Values.convertToInteger(Schema.STRING_SCHEMA, "4711");
    }

    @Benchmark
    public Object textToBoolean() {
        return Values.convertToBoolean(Schema.STRING_SCHEMA, "true");
    }

    @Benchmark
    public Object textToDouble() {
        return Values.convertToDouble(Schema.STRING_SCHEMA, "19.99");
    }

    @Benchmark
    public Object inferList() {
        return Values.inferSchema(list);
    }
}
