package org.apache.kafka.connect.converters;

import org.apache.kafka.common.serialization.ShortDeserializer;
import org.apache.kafka.common.serialization.ShortSerializer;
import org.apache.kafka.connect.data.Schema;

/** Numbers of 16 bits as 2 bytes, the highest first. Values read have the optional int16 schema. */
public class ShortConverter extends NumberConverter<Short> {
    public ShortConverter() {
        super(Short.class, Schema.OPTIONAL_INT16_SCHEMA, new ShortSerializer(), new ShortDeserializer());
    }
}
