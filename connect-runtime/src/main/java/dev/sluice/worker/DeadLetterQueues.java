package dev.sluice.worker;

import dev.sluice.config.DeadLetterSettings;
import dev.sluice.metrics.ErrorMeasures;
import dev.sluice.model.TaskId;
import dev.sluice.pipeline.error.DeadLetterQueue;
import dev.sluice.pipeline.error.DeadLetterTopic;
import dev.sluice.pipeline.error.Letters;
import org.apache.kafka.clients.admin.Admin;

/** Opens the dead letter queues of tasks: makes the topic if it is missing, and the producer. */
final class DeadLetterQueues {
    private final WorkerEnvironment environment;

    DeadLetterQueues(WorkerEnvironment environment) {
        this.environment = environment;
    }

    /**
     * @throws org.apache.kafka.connect.errors.ConnectException if the topic is missing and cannot be made
     */
    <T> DeadLetterQueue<T> open(
            TaskId id,
            ConnectorClients.Owner owner,
            DeadLetterSettings settings,
            Letters<T> letters,
            ErrorMeasures measures)
            throws InterruptedException {
        try (Admin admin = environment.clients().admin("connector-dlq-adminclient-" + id, owner)) {
            DeadLetterTopic.ensure(admin, settings.topic(), settings.replicationFactor());
        }
        return new DeadLetterQueue<>(
                environment.clients().deadLetterProducer(id, owner),
                settings.topic(),
                settings.headers(),
                letters,
                id,
                measures);
    }
}
