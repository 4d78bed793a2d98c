package dev.sluice.log;

import dev.sluice.kafka.KafkaClients;
import dev.sluice.kafka.TopicAdmin;
import dev.sluice.kafka.TopicSettings;
import java.util.Map;
import java.util.OptionalInt;

/**
 * The topics of a Kafka cluster.
 *
 * @param admin stays open when a log closes
 */
public record KafkaTopicLogs(KafkaClients clients, TopicAdmin admin) implements TopicLogs {

    @Override
    public OptionalInt ensure(TopicSettings topic) {
        return admin.ensureInternalTopic(topic);
    }

    @Override
    public CompactedLog open(
            String topic, Map<String, ?> consumer, LogWriter writer, RecordListener records, FailureListener failures) {
        return new TopicLog(topic, clients, consumer, writer, admin, records, failures);
    }
}
