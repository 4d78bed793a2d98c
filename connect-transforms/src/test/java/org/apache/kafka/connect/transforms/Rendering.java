package org.apache.kafka.connect.transforms;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.source.SourceRecord;

/** Texts that show all there is to see of records, schemas and values, Java classes included. */
final class Rendering {
    private Rendering() {}

    /** What a call returns, or the class of what it throws. */
    static String outcome(Callable<?> call) {
        try {
            return value(call.call());
        } catch (Exception e) {
            return "throws " + e.getClass().getName();
        }
    }

    static String record(ConnectRecord<?> record) {
        if (record == null) {
            return "no record";
        }
        StringBuilder text = new StringBuilder(record.getClass().getSimpleName());
        text.append(" topic=").append(record.topic());
        text.append(" partition=").append(record.kafkaPartition());
        text.append(" timestamp=").append(record.timestamp());
        text.append("\n    key=").append(schema(record.keySchema()));
        text.append(value(record.key()));
        text.append("\n    value=").append(schema(record.valueSchema()));
        text.append(value(record.value()));
        for (Header header : record.headers()) {
            text.append("\n    header ").append(header.key()).append('=');
            text.append(schema(header.schema())).append(value(header.value()));
        }
        if (record instanceof SinkRecord sink) {
            text.append("\n    ").append(sink.kafkaOffset()).append(sink.timestampType());
            text.append(sink.originalTopic()).append(sink.originalKafkaPartition());
            text.append(sink.originalKafkaOffset());
        }
        if (record instanceof SourceRecord source) {
            text.append("\n    ").append(source.sourcePartition()).append(source.sourceOffset());
        }
        return text.toString();
    }

    static String value(Object value) {
        if (value == null) {
            return "null";
        }
        if (value instanceof byte[] bytes) {
            return "bytes:" + HexFormat.of().formatHex(bytes);
        }
        if (value instanceof ByteBuffer buffer) {
            byte[] remaining = new byte[buffer.remaining()];
            buffer.duplicate().get(remaining);
            return "buffer:" + HexFormat.of().formatHex(remaining);
        }
        if (value instanceof java.util.Date date) {
            return "date:" + date.toInstant().toEpochMilli();
        }
        if (value instanceof List<?> list) {
            return list.getClass().getName()
                    + list.stream().map(Rendering::value).toList();
        }
        if (value instanceof Map<?, ?> map) {
            return map.getClass().getName()
                    + map.entrySet().stream()
                            .map(e -> value(e.getKey()) + "=" + value(e.getValue()))
                            .sorted()
                            .toList();
        }
        if (value instanceof Struct struct) {
            return "struct:" + fields(struct);
        }
        return value instanceof Schema schema
                ? schema(schema)
                : value.getClass().getSimpleName() + ":" + value;
    }

    private static String fields(Struct struct) {
        return struct.schema().fields().stream()
                .map(f -> f.name() + "=" + value(struct.getWithoutDefault(f.name())))
                .collect(Collectors.joining(",", "{", "}"));
    }

    static String schema(Schema schema) {
        if (schema == null) {
            return "no schema ";
        }
        String parts =
                switch (schema.type()) {
                    case ARRAY -> schema(schema.valueSchema());
                    case MAP -> schema(schema.keySchema()) + "=>" + schema(schema.valueSchema());
                    case STRUCT ->
                        schema.fields().stream().map(Rendering::field).collect(Collectors.joining(","));
                    case INT8, INT16, INT32, INT64, FLOAT32, FLOAT64, BOOLEAN, STRING, BYTES -> "";
                };
        return schema.getClass().getSimpleName() + "<" + schema.type() + "(" + parts + ")" + schema.isOptional() + ","
                + schema.name() + "," + schema.version() + "," + schema.doc() + "," + schema.parameters() + ","
                + value(schema.defaultValue()) + ">";
    }

    private static String field(Field field) {
        return field.index() + ":" + field.name() + ":" + schema(field.schema());
    }
}
