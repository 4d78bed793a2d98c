package dev.sluice.bench.plugins;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.sink.SinkRecord;

/** Values of a few shapes, several of each, so that no benchmark sees the same one all the time. */
final class Records {
    /** How many values there are of a shape; a power of two. */
    static final int COUNT = 64;

    private static final long DAY_MS = 86_400_000L;
    private static final String[] CUSTOMERS = {"Ada Lovelace", "Grace Hopper", "Käthe Kollwitz", "Alan Turing"};

    /** Nine fields, as a row of a table. */
    static final Schema FLAT = SchemaBuilder.struct()
            .name("shop.Order")
            .version(3)
            .field("id", Schema.INT64_SCHEMA)
            .field("customer", Schema.STRING_SCHEMA)
            .field("note", Schema.OPTIONAL_STRING_SCHEMA)
            .field("price", Decimal.schema(2))
            .field("placed", Timestamp.SCHEMA)
            .field("due", Date.SCHEMA)
            .field("paid", Schema.BOOLEAN_SCHEMA)
            .field("weight", Schema.FLOAT64_SCHEMA)
            .field("pieces", Schema.INT32_SCHEMA)
            .build();

    /** Fifty fields: three plain ones, a list, a map, and the nine of five structs. */
    static final Schema NESTED = nestedSchema();

    /** As {@link #NESTED}, without the map, which cannot be flattened. */
    static final Schema NESTED_STRUCTS = nestedStructsSchema();

    private Records() {}

    private static Schema nestedSchema() {
        SchemaBuilder builder = SchemaBuilder.struct()
                .name("shop.Basket")
                .field("number", Schema.INT32_SCHEMA)
                .field("open", Schema.BOOLEAN_SCHEMA)
                .field("total", Decimal.schema(2))
                .field("tags", SchemaBuilder.array(Schema.STRING_SCHEMA).build())
                .field(
                        "stock",
                        SchemaBuilder.map(Schema.STRING_SCHEMA, Schema.INT32_SCHEMA)
                                .build());
        return withRows(builder, 5).build();
    }

    private static Schema nestedStructsSchema() {
        return withRows(SchemaBuilder.struct().name("shop.Basket").field("number", Schema.INT32_SCHEMA), 5)
                .build();
    }

    private static SchemaBuilder withRows(SchemaBuilder builder, int count) {
        for (int i = 0; i < count; i++) {
            builder.field("row" + i, FLAT);
        }
        return builder;
    }

    /** As many values as there are, by a function of a source of chance. */
    static Object[] several(Function<Random, Object> value) {
        Random random = new Random(4711);
        Object[] values = new Object[COUNT];
        for (int i = 0; i < COUNT; i++) {
            values[i] = value.apply(random);
        }
        return values;
    }

    @SuppressWarnings("JavaUtilDate")
    static Struct flat(Random random) {
        return new Struct(FLAT)
                .put("id", random.nextLong() >>> 20)
                .put("customer", CUSTOMERS[random.nextInt(CUSTOMERS.length)])
                .put("note", random.nextBoolean() ? null : "leave it at the \"back\" door")
                .put("price", BigDecimal.valueOf(random.nextInt(1_000_000), 2))
                .put("placed", new java.util.Date(1_577_968_496_789L + random.nextInt()))
                .put("due", new java.util.Date((18_000 + random.nextInt(1000)) * DAY_MS))
                .put("paid", random.nextBoolean())
                .put("weight", random.nextInt(100_000) / 100.0)
                .put("pieces", random.nextInt(100));
    }

    static Struct nested(Random random) {
        Map<String, Integer> stock = new HashMap<>();
        stock.put("berlin", random.nextInt(100));
        stock.put("lima", random.nextInt(100));
        Struct struct = new Struct(NESTED)
                .put("number", random.nextInt())
                .put("open", random.nextBoolean())
                .put("total", BigDecimal.valueOf(random.nextInt(), 2))
                .put("tags", List.of("new", "gift"))
                .put("stock", stock);
        return fillRows(struct, random);
    }

    static Struct nestedStructs(Random random) {
        return fillRows(new Struct(NESTED_STRUCTS).put("number", random.nextInt()), random);
    }

    private static Struct fillRows(Struct struct, Random random) {
        for (int i = 0; i < 5; i++) {
            struct.put("row" + i, flat(random));
        }
        return struct;
    }

    /** The same as a nested one, as maps and lists. */
    static Map<String, Object> schemaless(Random random) {
        Map<String, Object> map = new HashMap<>();
        map.put("number", random.nextInt());
        map.put("tags", new ArrayList<>(List.of("new", "gift")));
        for (int i = 0; i < 5; i++) {
            Map<String, Object> row = new HashMap<>();
            row.put("id", random.nextLong() >>> 20);
            row.put("customer", CUSTOMERS[random.nextInt(CUSTOMERS.length)]);
            row.put("note", null);
            row.put("paid", random.nextBoolean());
            row.put("weight", random.nextInt(100_000) / 100.0);
            row.put("pieces", random.nextInt(100));
            map.put("row" + i, row);
        }
        return map;
    }

    static SinkRecord record(Schema schema, Object value) {
        return new SinkRecord(
                "orders", 3, null, null, schema, value, 4711, 1_577_968_496_789L, TimestampType.CREATE_TIME);
    }
}
