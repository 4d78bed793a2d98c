package org.apache.kafka.connect.transforms;

import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.transforms.util.SimpleConfig;

/**
 * Reads fields of structs as {@code replace.null.with.default} says (KIP-1040).
 *
 * @param replaceNullWithDefault whether a null takes the default of its field's schema
 */
record FieldReader(boolean replaceNullWithDefault) {
    static final String CONFIG = "replace.null.with.default";

    static FieldReader of(SimpleConfig config) {
        return new FieldReader(config.getBoolean(CONFIG));
    }

    /** Adds the key to a definition. */
    static ConfigDef define(ConfigDef def) {
        return def.define(
                CONFIG,
                ConfigDef.Type.BOOLEAN,
                true,
                ConfigDef.Importance.MEDIUM,
                "Whether a field that is null takes the default value of its schema, if there is one. Otherwise it"
                        + " stays null.");
    }

    /** The value of a field that is the struct's own. */
    Object read(Struct struct, Field field) {
        return replaceNullWithDefault ? struct.get(field) : struct.getWithoutDefault(field.name());
    }

    /**
     * The value of a field by its name, for fields that may come from another schema than the struct's.
     *
     * @throws org.apache.kafka.connect.errors.DataException if the struct has no such field
     */
    Object read(Struct struct, String name) {
        return replaceNullWithDefault ? struct.get(name) : struct.getWithoutDefault(name);
    }
}
