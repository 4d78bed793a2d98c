package org.apache.kafka.connect.transforms;

import dev.sluice.differential.Rendering;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.source.SourceRecord;

/** A text that shows all there is to see of a record, Java classes included. */
final class RecordRendering {
    private RecordRendering() {}

    static String record(ConnectRecord<?> record) {
        if (record == null) {
            return "no record";
        }
        StringBuilder text = new StringBuilder(record.getClass().getSimpleName());
        text.append(" topic=").append(record.topic());
        text.append(" partition=").append(record.kafkaPartition());
        text.append(" timestamp=").append(record.timestamp());
        text.append("\n    key=").append(Rendering.schema(record.keySchema()));
        text.append(Rendering.value(record.key()));
        text.append("\n    value=").append(Rendering.schema(record.valueSchema()));
        text.append(Rendering.value(record.value()));
        for (Header header : record.headers()) {
            text.append("\n    header ").append(header.key()).append('=');
            text.append(Rendering.schema(header.schema())).append(Rendering.value(header.value()));
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
}
