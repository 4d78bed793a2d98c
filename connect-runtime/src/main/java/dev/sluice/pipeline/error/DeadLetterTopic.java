package dev.sluice.pipeline.error;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.connect.errors.ConnectException;

/** Makes the topic of a dead letter queue. */
public final class DeadLetterTopic {
    private DeadLetterTopic() {}

    /**
     * Creates the topic with one partition if it is missing.
     *
     * @throws ConnectException if that cannot be done
     */
    public static void ensure(Admin admin, String topic, short replicationFactor) throws InterruptedException {
        try {
            Set<String> topics = admin.listTopics().names().get();
            if (!topics.contains(topic)) {
                admin.createTopics(List.of(new NewTopic(topic, 1, replicationFactor)))
                        .all()
                        .get();
            }
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw new ConnectException(
                        "Cannot create topic '" + topic + "' with " + replicationFactor
                                + " replicas for the dead letter queue; create it, or correct"
                                + " errors.deadletterqueue.topic.name or errors.deadletterqueue.topic.replication.factor",
                        e.getCause());
            }
        }
    }
}
