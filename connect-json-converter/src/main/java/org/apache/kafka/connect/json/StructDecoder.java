package org.apache.kafka.connect.json;

import java.util.List;
import java.util.function.Function;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;

/** Reads the structs of one schema. Fields mostly come in the schema's order, and then no name is looked up. */
final class StructDecoder implements SchemaDecoder.Values {
    private static final byte[] NOT_IN_JSON = {0};

    private final Schema schema;
    private final FieldDecoder[] fields;

    private StructDecoder(Schema schema, FieldDecoder[] fields) {
        this.schema = schema;
        this.fields = fields;
    }

    /**
     * Makes the decoder of a struct schema.
     *
     * @param decoders makes the decoder of a field's schema
     */
    static StructDecoder of(Schema schema, Function<Schema, SchemaDecoder> decoders) {
        List<Field> fields = schema.fields();
        FieldDecoder[] fieldDecoders = new FieldDecoder[fields.size()];
        for (int i = 0; i < fieldDecoders.length; i++) {
            Field field = fields.get(i);
            fieldDecoders[i] = new FieldDecoder(quoted(field.name()), field, decoders.apply(field.schema()));
        }
        return new StructDecoder(schema, fieldDecoders);
    }

    private static byte[] quoted(String name) {
        JsonOutput out = new JsonOutput();
        out.string(name);
        byte[] quoted = out.toBytes();
        for (byte b : quoted) {
            if (b == '\\') {
                // There are several ways to write the name, and not all of them are legal.
                return NOT_IN_JSON;
            }
        }
        return quoted;
    }

    @Override
    public Object read(JsonInput in) {
        Struct struct = new Struct(schema);
        in.open('{');
        int next = 0;
        boolean complete = true;
        if (!in.closesAtOnce('}')) {
            do {
                if (next < fields.length && in.isName(fields[next].quotedName())) {
                    fields[next++].read(in, struct);
                } else {
                    complete = false;
                    Field field = schema.field(in.name());
                    if (field == null) {
                        SchemaDecoder.skip(in);
                    } else {
                        fields[field.index()].read(in, struct);
                        next = field.index() + 1;
                    }
                }
            } while (in.hasMore('}'));
        }
        if (!complete || next < fields.length) {
            replaceMissing(struct);
        }
        return struct;
    }

    /** A field that is missing is treated as one that is null, and one that is null does not mind. */
    private void replaceMissing(Struct struct) {
        for (FieldDecoder field : fields) {
            if (struct.getWithoutDefault(field.field().name()) == null) {
                struct.put(field.field(), field.decoder().replacementOfNull());
            }
        }
    }

    // Only ever looked at by its parts.
    @SuppressWarnings("ArrayRecordComponent")
    private record FieldDecoder(byte[] quotedName, Field field, SchemaDecoder decoder) {
        void read(JsonInput in, Struct struct) {
            struct.put(field, decoder.read(in));
        }
    }
}
