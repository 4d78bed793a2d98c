package org.apache.kafka.connect.transforms.util;

import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;

/** Copies of schemas. */
public class SchemaUtil {
    public SchemaUtil() {}

    /**
     * Starts a schema of the same type, element schema of arrays included, and with the same name, version, doc and
     * parameters. The new one is required and without default, fields, or schemas of map keys and values.
     */
    public static SchemaBuilder copySchemaBasics(Schema source) {
        SchemaBuilder builder = source.type() == Schema.Type.ARRAY
                ? SchemaBuilder.array(source.valueSchema())
                : new SchemaBuilder(source.type());
        return copySchemaBasics(source, builder);
    }

    /** Copies name, version, doc and parameters to a builder. */
    public static SchemaBuilder copySchemaBasics(Schema source, SchemaBuilder builder) {
        builder.name(source.name());
        builder.version(source.version());
        builder.doc(source.doc());
        Map<String, String> parameters = source.parameters();
        if (parameters != null) {
            builder.parameters(parameters);
        }
        return builder;
    }
}
