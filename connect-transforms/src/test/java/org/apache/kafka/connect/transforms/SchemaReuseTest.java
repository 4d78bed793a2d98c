package org.apache.kafka.connect.transforms;

import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Converters down the road keep what they know of a schema by the schema; a new one for each record would cost them. */
class SchemaReuseTest {
    static Stream<Arguments> transformations() {
        return Stream.of(
                Arguments.of(new InsertField.Value<SinkRecord>(), Map.of("topic.field", "t")),
                Arguments.of(new ReplaceField.Value<SinkRecord>(), Map.of("renames", "a:b")),
                Arguments.of(new Cast.Value<SinkRecord>(), Map.of("spec", "a:string")),
                Arguments.of(new HoistField.Value<SinkRecord>(), Map.of("field", "f")),
                Arguments.of(new Flatten.Value<SinkRecord>(), Map.of()),
                Arguments.of(new SetSchemaMetadata.Value<SinkRecord>(), Map.of("schema.name", "n")),
                Arguments.of(
                        new TimestampConverter.Value<SinkRecord>(), Map.of("field", "a", "target.type", "Timestamp")),
                Arguments.of(
                        new HeaderFrom.Value<SinkRecord>(),
                        Map.of("fields", "a", "headers", "h", "operation", "move")));
    }

    @ParameterizedTest
    @MethodSource("transformations")
    void givesEqualSchemasOneOutputSchema(Transformation<SinkRecord> transformation, Map<String, String> config) {
        transformation.configure(config);

        SinkRecord first = transformation.apply(record());
        SinkRecord second = transformation.apply(record());

        assertNotSame(record().valueSchema(), record().valueSchema());
        assertSame(first.valueSchema(), second.valueSchema());
    }

    private static SinkRecord record() {
        Schema schema = SchemaBuilder.struct().field("a", Schema.INT64_SCHEMA).build();
        return new SinkRecord("topic", 0, null, null, schema, new Struct(schema).put("a", 1L), 0);
    }
}
