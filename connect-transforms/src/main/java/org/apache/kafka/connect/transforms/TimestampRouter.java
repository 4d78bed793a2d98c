package org.apache.kafka.connect.transforms;

import java.text.SimpleDateFormat;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.TimeZone;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.utils.AppInfoParser;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.transforms.util.SimpleConfig;

/**
 * Gives a record a topic made of its own and its timestamp, in UTC. A record without timestamp fails with a
 * {@link DataException}. A wrong {@code timestamp.format} shows only with the first record.
 */
public class TimestampRouter<R extends ConnectRecord<R>> implements Transformation<R>, AutoCloseable {
    public static final String OVERVIEW_DOC =
            "Puts the record's timestamp into its topic, so that a sink spreads records over, for instance, a table a"
                    + " day.";

    private static final String TOPIC_FORMAT = "topic.format";
    private static final String TIMESTAMP_FORMAT = "timestamp.format";

    public static final ConfigDef CONFIG_DEF = new ConfigDef()
            .define(
                    TOPIC_FORMAT,
                    ConfigDef.Type.STRING,
                    "${topic}-${timestamp}",
                    ConfigDef.Importance.HIGH,
                    "The new topic, where <code>${topic}</code> stands for the old one and"
                            + " <code>${timestamp}</code> for the timestamp.")
            .define(
                    TIMESTAMP_FORMAT,
                    ConfigDef.Type.STRING,
                    "yyyyMMdd",
                    ConfigDef.Importance.HIGH,
                    "How the timestamp is written: a pattern of java.text.SimpleDateFormat.");

    private String topicFormat;
    private ThreadLocal<SimpleDateFormat> timestampFormat;

    public TimestampRouter() {}

    @Override
    public void configure(Map<String, ?> props) {
        SimpleConfig config = new SimpleConfig(CONFIG_DEF, props);
        topicFormat = config.getString(TOPIC_FORMAT);
        String pattern = config.getString(TIMESTAMP_FORMAT);
        timestampFormat = ThreadLocal.withInitial(() -> {
            SimpleDateFormat format = new SimpleDateFormat(pattern);
            format.setTimeZone(TimeZone.getTimeZone("UTC"));
            return format;
        });
    }

    @Override
    public R apply(R record) {
        Long timestamp = record.timestamp();
        if (timestamp == null) {
            throw new DataException("A record without timestamp cannot be routed by it; topic=" + record.topic()
                    + ", partition=" + record.kafkaPartition());
        }
        String formatted = timestampFormat.get().format(Date.from(Instant.ofEpochMilli(timestamp)));
        String topic = topicFormat.replace("${topic}", record.topic()).replace("${timestamp}", formatted);
        return RecordCopy.withTopic(record, topic);
    }

    @Override
    public ConfigDef config() {
        return CONFIG_DEF;
    }

    @Override
    public String version() {
        return AppInfoParser.getVersion();
    }

    @Override
    public void close() {
        timestampFormat = null;
    }
}
