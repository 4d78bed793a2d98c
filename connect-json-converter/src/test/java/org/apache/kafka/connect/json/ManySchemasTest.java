package org.apache.kafka.connect.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Records of several schemas in turn, as those of a task with several tables. */
class ManySchemasTest {
    private static final int SCHEMAS = 20;
    private static final int ROUNDS = 3;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 8, 1000})
    void eachRecordKeepsItsSchemaWhateverTheCacheHolds(int cacheSize) {
        JsonConverter converter = new JsonConverter();
        converter.configure(Map.of("schemas.cache.size", cacheSize), false);
        List<Struct> rows = new ArrayList<>();
        for (int i = 0; i < SCHEMAS; i++) {
            Schema schema = SchemaBuilder.struct()
                    .name("table" + i)
                    .field("column" + i, Schema.INT32_SCHEMA)
                    .build();
            rows.add(new Struct(schema).put("column" + i, i));
        }

        for (int round = 0; round < ROUNDS; round++) {
            for (Struct row : rows) {
                byte[] message = converter.fromConnectData("topic", row.schema(), row);
                assertEquals(new SchemaAndValue(row.schema(), row), converter.toConnectData("topic", message));
            }
        }
    }

    @Test
    void theThingsMetLatelyTakeTurns() {
        Recent<Integer> recent = new Recent<>(1000);
        assertNull(recent.get(0));

        for (int i = 0; i < recent.size() + 2; i++) {
            recent.add(i);
        }

        assertEquals(List.of(8, 9, 2, 3), List.of(recent.get(0), recent.get(1), recent.get(2), recent.get(3)));
    }

    @Test
    void ofNoneThereIsNothingToLookThrough() {
        Recent<Integer> recent = new Recent<>(0);

        recent.add(1);

        assertEquals(0, recent.size());
    }
}
