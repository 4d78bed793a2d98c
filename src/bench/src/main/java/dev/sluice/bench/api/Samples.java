package dev.sluice.bench.api;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Timestamp;

/** A record of nine fields, as a table row would be. */
final class Samples {
    private Samples() {}

    static SchemaBuilder orderBuilder() {
        return SchemaBuilder.struct()
                .name("shop.Order")
                .version(3)
                .field("id", Schema.INT64_SCHEMA)
                .field("customer", Schema.STRING_SCHEMA)
                .field("note", Schema.OPTIONAL_STRING_SCHEMA)
                .field("price", Decimal.schema(2))
                .field("placed", Timestamp.SCHEMA)
                .field("paid", Schema.BOOLEAN_SCHEMA)
                .field("weight", Schema.FLOAT64_SCHEMA)
                .field("tags", SchemaBuilder.array(Schema.STRING_SCHEMA).build())
                .field(
                        "stock",
                        SchemaBuilder.map(Schema.STRING_SCHEMA, Schema.INT32_SCHEMA)
                                .build());
    }

    @SuppressWarnings("JavaUtilDate")
    static Struct order(Schema schema) {
        return new Struct(schema)
                .put("id", 4711L)
                .put("customer", "Ada Lovelace")
                .put("note", null)
                .put("price", new BigDecimal("19.99"))
                .put("placed", new java.util.Date(1_577_968_496_789L))
                .put("paid", true)
                .put("weight", 1.25)
                .put("tags", List.of("new", "gift"))
                .put("stock", Map.of("berlin", 3, "lima", 5));
    }
}
