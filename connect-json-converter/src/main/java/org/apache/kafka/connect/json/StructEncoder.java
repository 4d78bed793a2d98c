package org.apache.kafka.connect.json;

import java.util.List;
import java.util.function.Function;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;

/** Writes the structs of one schema. */
final class StructEncoder implements SchemaEncoder.Values {
    private final Schema schema;
    private final FieldEncoder[] fields;
    /** Of equal schemas, those of the structs are mostly one object too. */
    private Schema equalSchema;

    private StructEncoder(Schema schema, FieldEncoder[] fields) {
        this.schema = schema;
        this.fields = fields;
    }

    /**
     * Makes the encoder of a struct schema.
     *
     * @param encoders makes the encoder of a field's schema
     */
    static StructEncoder of(Schema schema, boolean replaceNullWithDefault, Function<Schema, SchemaEncoder> encoders) {
        List<Field> fields = schema.fields();
        FieldEncoder[] fieldEncoders = new FieldEncoder[fields.size()];
        for (int i = 0; i < fieldEncoders.length; i++) {
            Field field = fields.get(i);
            JsonOutput name = new JsonOutput();
            if (i > 0) {
                name.put(',');
            }
            name.string(field.name());
            name.put(':');
            boolean asPut = !replaceNullWithDefault && field.schema().defaultValue() != null;
            fieldEncoders[i] = new FieldEncoder(name.toBytes(), field, asPut, encoders.apply(field.schema()));
        }
        return new StructEncoder(schema, fieldEncoders);
    }

    @Override
    public void write(JsonOutput out, Object value) {
        Struct struct = (Struct) value;
        if (!hasEqualSchema(struct)) {
            throw new Unusual();
        }
        out.open('{');
        for (FieldEncoder field : fields) {
            field.write(out, struct);
        }
        out.close('}');
    }

    private boolean hasEqualSchema(Struct struct) {
        Schema its = struct.schema();
        if (isSame(its, schema) || isSame(its, equalSchema)) {
            return true;
        }
        if (!its.equals(schema)) {
            return false;
        }
        equalSchema = its;
        return true;
    }

    private static boolean isSame(Object one, Object other) {
        return one == other;
    }

    /**
     * Writes one field.
     *
     * @param name  what stands before the value, the comma after the field before included
     * @param asPut whether a default must not stand in for null
     */
    // Only ever looked at by its parts.
    @SuppressWarnings("ArrayRecordComponent")
    private record FieldEncoder(byte[] name, Field field, boolean asPut, SchemaEncoder encoder) {
        void write(JsonOutput out, Struct struct) {
            out.raw(name);
            encoder.write(out, asPut ? struct.getWithoutDefault(field.name()) : struct.get(field));
        }
    }
}
