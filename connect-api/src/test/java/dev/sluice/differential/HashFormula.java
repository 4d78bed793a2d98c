package dev.sluice.differential;

import java.util.Arrays;
import java.util.Objects;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;

/**
 * The published hash codes, worked out from the parts. Enum constants hash by identity, so that hash codes that contain
 * them differ between two class loaders and cannot be compared as numbers; that they follow the same formula can.
 */
public final class HashFormula {

    private HashFormula() {}

    /** Whether the schema hashes by the formula; always so if its default is an array, whose hash is left open. */
    public static boolean holdsFor(Schema schema) {
        if (schema.defaultValue() instanceof byte[]) {
            return true;
        }
        boolean hasValues = schema.type() == Schema.Type.MAP || schema.type() == Schema.Type.ARRAY;
        return schema.hashCode()
                == Objects.hash(
                        schema.type(),
                        schema.isOptional(),
                        schema.defaultValue(),
                        schema.type() == Schema.Type.STRUCT ? schema.fields() : null,
                        schema.type() == Schema.Type.MAP ? schema.keySchema() : null,
                        hasValues ? schema.valueSchema() : null,
                        schema.name(),
                        schema.version(),
                        schema.doc(),
                        schema.parameters());
    }

    /** Whether the struct hashes by the formula. */
    public static boolean holdsFor(Struct struct) {
        Object[] values = struct.schema().fields().stream()
                .map(field -> struct.getWithoutDefault(field.name()))
                .toArray();
        return struct.hashCode() == Objects.hash(struct.schema(), Arrays.deepHashCode(values));
    }
}
