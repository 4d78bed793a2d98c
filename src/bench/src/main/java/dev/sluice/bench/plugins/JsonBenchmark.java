package dev.sluice.bench.plugins;

import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.json.JsonConverter;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Records to and from JSON. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
public class JsonBenchmark {
    private final JsonConverter withSchemas = converter(true);
    private final JsonConverter bare = converter(false);
    private final Object[] flat = Records.several(Records::flat);
    private final Object[] nested = Records.several(Records::nested);
    private final Object[] schemaless = Records.several(Records::schemaless);
    private final byte[][] flatMessages = messages(withSchemas, Records.FLAT, flat);
    private final byte[][] nestedMessages = messages(withSchemas, Records.NESTED, nested);
    private final byte[][] schemalessMessages = messages(bare, null, schemaless);
    private int turn;

    private static JsonConverter converter(boolean schemas) {
        JsonConverter converter = new JsonConverter();
        converter.configure(Map.of("schemas.enable", schemas), false);
        return converter;
    }

    private static byte[][] messages(JsonConverter converter, Schema schema, Object[] values) {
        byte[][] messages = new byte[values.length][];
        for (int i = 0; i < values.length; i++) {
            messages[i] = converter.fromConnectData("orders", schema, values[i]);
        }
        return messages;
    }

    private int next() {
        return turn++ & (Records.COUNT - 1);
    }

    @Benchmark
    public Object writeFlat() {
        return withSchemas.fromConnectData("orders", Records.FLAT, flat[next()]);
    }

    @Benchmark
    public Object readFlat() {
        return withSchemas.toConnectData("orders", flatMessages[next()]);
    }

    @Benchmark
    public Object writeNested() {
        return withSchemas.fromConnectData("orders", Records.NESTED, nested[next()]);
    }

    @Benchmark
    public Object readNested() {
        return withSchemas.toConnectData("orders", nestedMessages[next()]);
    }

    /** Messages of two schemas in turn, as of a sink with two topics. */
    @Benchmark
    public Object readFlatOrNested() {
        int i = next();
        return withSchemas.toConnectData("orders", i % 2 == 0 ? flatMessages[i] : nestedMessages[i]);
    }

    @Benchmark
    public Object writeSchemaless() {
        return bare.fromConnectData("orders", null, schemaless[next()]);
    }

    @Benchmark
    public Object readSchemaless() {
        return bare.toConnectData("orders", schemalessMessages[next()]);
    }
}
