package dev.sluice.bench.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.storage.SimpleHeaderConverter;
import org.apache.kafka.connect.storage.StringConverter;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Headers and the converters of text. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
public class HeadersBenchmark {
    private final ConnectHeaders headers = filled();
    private final SimpleHeaderConverter simple = new SimpleHeaderConverter();
    private final StringConverter strings = configured();
    private final byte[] word = "trace-4bf92f3577b34da6".getBytes(UTF_8);
    private final byte[] number = "4711".getBytes(UTF_8);

    private static ConnectHeaders filled() {
        ConnectHeaders headers = new ConnectHeaders();
        headers.addString("trace", "4bf92f3577b34da6").addLong("attempt", 3L).addBoolean("replayed", false);
        return headers;
    }

    private static StringConverter configured() {
        StringConverter converter = new StringConverter();
        converter.configure(Map.of(), false);
        return converter;
    }

    @Benchmark
    public Object headersAddThree() {
        return filled();
    }

    @Benchmark
    public int headersIterate() {
        int length = 0;
        for (Header header : headers) {
            length += header.key().length();
        }
        return length;
    }

    @Benchmark
    public Object headersDuplicate() {
        return headers.duplicate();
    }

    @Benchmark
    public Object headersLastWithName() {
        return headers.lastWithName("attempt");
    }

    @Benchmark
    public Object simpleReadWord() {
        return simple.toConnectHeader("orders", "trace", word);
    }

    @Benchmark
    public Object simpleReadNumber() {
        return simple.toConnectHeader("orders", "attempt", number);
    }

    @Benchmark
    public Object simpleWriteWord() {
        return simple.fromConnectHeader("orders", "trace", Schema.STRING_SCHEMA, "4bf92f3577b34da6");
    }

    @Benchmark
    public Object simpleWriteNumber() {
        return simple.fromConnectHeader("orders", "attempt", Schema.INT64_SCHEMA, 4711L);
    }

    @Benchmark
    public Object stringRead() {
        return strings.toConnectData("orders", word);
    }

    @Benchmark
    public Object stringWrite() {
        return strings.fromConnectData("orders", Schema.STRING_SCHEMA, "4bf92f3577b34da6");
    }
}
