package org.apache.kafka.connect.converters;

import org.apache.kafka.common.serialization.LongDeserializer;
import org.apache.kafka.common.serialization.LongSerializer;
import org.apache.kafka.connect.data.Schema;

/** Numbers of 64 bits as 8 bytes, the highest first. Values read have the optional int64 schema. */
public class LongConverter extends NumberConverter<Long> {
    public LongConverter() {
        super(Long.class, Schema.OPTIONAL_INT64_SCHEMA, new LongSerializer(), new LongDeserializer());
    }
}
