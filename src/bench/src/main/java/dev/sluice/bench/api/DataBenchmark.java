package dev.sluice.bench.api;

import java.math.BigDecimal;
import java.util.Map;
import org.apache.kafka.connect.data.ConnectSchema;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.source.SourceRecord;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Schemas, structs, logical values and records. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
public class DataBenchmark {
    private final Schema schema = Samples.orderBuilder().build();
    private final Schema copy = Samples.orderBuilder().build();
    private final Struct order = Samples.order(schema);
    private final Field weight = schema.field("weight");
    private final Schema decimalSchema = Decimal.schema(2);
    private final BigDecimal price = new BigDecimal("19.99");
    private final byte[] priceBytes = Decimal.fromLogical(decimalSchema, price);
    private final Map<String, ?> partition = Map.of("table", "orders");
    private final Map<String, ?> offset = Map.of("position", 4711L);
    private final SourceRecord record =
            new SourceRecord(partition, offset, "orders", null, Schema.INT64_SCHEMA, 4711L, schema, order);

    @Benchmark
    public Object structGetByName() {
        return order.get("weight");
    }

    @Benchmark
    public Object structGetByField() {
        return order.get(weight);
    }

    @Benchmark
    public Object structPutByName() {
        return order.put("weight", 2.5);
    }

    @Benchmark
    public Object structPutByField() {
        return order.put(weight, 2.5);
    }

    @Benchmark
    public Object structOfNineFields() {
        return Samples.order(schema);
    }

    @Benchmark
    public boolean schemaEqualsSameInstance() {
        return schema.equals(order.schema());
    }

    @Benchmark
    public boolean schemaEqualsCopy() {
        return schema.equals(copy);
    }

    @Benchmark
    public int schemaHashCode() {
        return schema.hashCode();
    }

    @Benchmark
    public Object schemaBuild() {
        return Samples.orderBuilder().build();
    }

    @Benchmark
    public void validateStruct() {
        ConnectSchema.validateValue(schema, order);
    }

    @Benchmark
    public Object decimalFromLogical() {
        return Decimal.fromLogical(decimalSchema, price);
    }

    @Benchmark
    public Object decimalToLogical() {
        return Decimal.toLogical(decimalSchema, priceBytes);
    }

    @Benchmark
    public Object timestampToAndFromLogical() {
        return Timestamp.fromLogical(Timestamp.SCHEMA, Timestamp.toLogical(Timestamp.SCHEMA, 1_577_968_496_789L));
    }

    @Benchmark
    public Object sourceRecord() {
        return new SourceRecord(partition, offset, "orders", null, Schema.INT64_SCHEMA, 4711L, schema, order);
    }

    @Benchmark
    public Object sourceRecordNewRecord() {
        return record.newRecord("other", null, Schema.INT64_SCHEMA, 4711L, schema, order, 1L);
    }
}
