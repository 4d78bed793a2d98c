package org.apache.kafka.connect.converters;

import org.apache.kafka.common.serialization.FloatDeserializer;
import org.apache.kafka.common.serialization.FloatSerializer;
import org.apache.kafka.connect.data.Schema;

/** Floating-point numbers of 32 bits as 4 bytes in IEEE 754 form, the sign first. Values read have the optional float32 schema. */
public class FloatConverter extends NumberConverter<Float> {
    public FloatConverter() {
        super(Float.class, Schema.OPTIONAL_FLOAT32_SCHEMA, new FloatSerializer(), new FloatDeserializer());
    }
}
