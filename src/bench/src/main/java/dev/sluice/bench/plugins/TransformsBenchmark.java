package dev.sluice.bench.plugins;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.transforms.Transformation;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Every transformation, on records whose value is a struct of nine fields. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
public class TransformsBenchmark {
    private static final Map<String, String> CONFIGS = new HashMap<>();

    static {
        CONFIGS.put("Cast$Value", "spec=pieces:string,id:float64");
        CONFIGS.put("DropHeaders", "headers=trace");
        CONFIGS.put("ExtractField$Value", "field=customer");
        CONFIGS.put("Filter", "");
        CONFIGS.put("Flatten$Value", "");
        CONFIGS.put("HeaderFrom$Value", "fields=customer;headers=customer;operation=move");
        CONFIGS.put("HoistField$Value", "field=order");
        CONFIGS.put("InsertField$Value", "static.field=site;static.value=eu-1;offset.field=offset");
        CONFIGS.put("InsertHeader", "header=site;value.literal=eu-1");
        CONFIGS.put("MaskField$Value", "fields=customer");
        CONFIGS.put("RegexRouter", "regex=(.*);replacement=$1-copy");
        CONFIGS.put("ReplaceField$Value", "exclude=note;renames=id:number");
        CONFIGS.put("SetSchemaMetadata$Value", "schema.name=Other");
        CONFIGS.put("TimestampConverter$Value", "field=placed;target.type=unix");
        CONFIGS.put("TimestampRouter", "topic.format=${topic}-${timestamp}");
        CONFIGS.put("ValueToKey", "fields=id,customer");
    }

    @Param({
        "Cast$Value",
        "DropHeaders",
        "ExtractField$Value",
        "Filter",
        "Flatten$Value",
        "HeaderFrom$Value",
        "HoistField$Value",
        "InsertField$Value",
        "InsertHeader",
        "MaskField$Value",
        "RegexRouter",
        "ReplaceField$Value",
        "SetSchemaMetadata$Value",
        "TimestampConverter$Value",
        "TimestampRouter",
        "ValueToKey"
    })
    public String name;

    private Transformation<SinkRecord> transformation;
    private SinkRecord[] records;
    private int turn;

    @Setup
    @SuppressWarnings("unchecked")
    public void configure() throws ReflectiveOperationException {
        Class<?> type = Class.forName("org.apache.kafka.connect.transforms." + name);
        transformation = (Transformation<SinkRecord>) type.getConstructor().newInstance();
        Map<String, String> config = new HashMap<>();
        for (String pair : CONFIGS.get(name).split(";")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                config.put(pair.substring(0, equals), pair.substring(equals + 1));
            }
        }
        transformation.configure(config);
        boolean flattens = name.startsWith("Flatten");
        Schema schema = flattens ? Records.NESTED_STRUCTS : Records.FLAT;
        Object[] values = Records.several(flattens ? Records::nestedStructs : Records::flat);
        records = new SinkRecord[values.length];
        for (int i = 0; i < values.length; i++) {
            records[i] = Records.record(schema, values[i]);
            records[i].headers().addString("trace", "4bf92f3577b34da6");
        }
    }

    @Benchmark
    public Object apply() {
        return transformation.apply(records[turn++ & (Records.COUNT - 1)]);
    }
}
