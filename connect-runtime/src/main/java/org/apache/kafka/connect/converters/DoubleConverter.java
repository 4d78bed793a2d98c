package org.apache.kafka.connect.converters;

import org.apache.kafka.common.serialization.DoubleDeserializer;
import org.apache.kafka.common.serialization.DoubleSerializer;
import org.apache.kafka.connect.data.Schema;

/** Floating-point numbers of 64 bits as 8 bytes in IEEE 754 form, the sign first. Values read have the optional float64 schema. */
public class DoubleConverter extends NumberConverter<Double> {
    public DoubleConverter() {
        super(Double.class, Schema.OPTIONAL_FLOAT64_SCHEMA, new DoubleSerializer(), new DoubleDeserializer());
    }
}
