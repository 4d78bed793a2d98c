package org.apache.kafka.connect.converters;

import org.apache.kafka.common.serialization.IntegerDeserializer;
import org.apache.kafka.common.serialization.IntegerSerializer;
import org.apache.kafka.connect.data.Schema;

/** Numbers of 32 bits as 4 bytes, the highest first. Values read have the optional int32 schema. */
public class IntegerConverter extends NumberConverter<Integer> {
    public IntegerConverter() {
        super(Integer.class, Schema.OPTIONAL_INT32_SCHEMA, new IntegerSerializer(), new IntegerDeserializer());
    }
}
