package dev.sluice.herder;

import dev.sluice.logging.SecretMask;
import dev.sluice.model.ConfigSnapshot;
import dev.sluice.model.Status;
import dev.sluice.model.TaskId;
import dev.sluice.model.TopicUse;
import dev.sluice.store.status.StatusStore;
import dev.sluice.worker.StatusChange;
import dev.sluice.worker.WorkerListener;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Writes down in the status topic what the worker reports of its connectors, tasks and their topics, and passes wishes
 * for other tasks to the herder.
 */
public final class WorkerReports implements WorkerListener {
    private final HerderInbox inbox;
    private final StatusStore statuses;
    private final Supplier<ConfigSnapshot> config;
    private final String workerId;
    private final boolean trackTopics;
    private final SecretMask secrets;
    private final Clock clock;

    /**
     * @param config      what is configured; of what is not, nothing is reported
     * @param workerId    {@code host:port} of the advertised URL
     * @param trackTopics {@code topic.tracking.enable}
     * @param secrets     what stack traces must not show
     */
    public WorkerReports(
            HerderInbox inbox,
            StatusStore statuses,
            Supplier<ConfigSnapshot> config,
            String workerId,
            boolean trackTopics,
            SecretMask secrets,
            Clock clock) {
        this.inbox = inbox;
        this.statuses = statuses;
        this.config = config;
        this.workerId = workerId;
        this.trackTopics = trackTopics;
        this.secrets = secrets;
        this.clock = clock;
    }

    /** A deleted connector is silent, and what it said before too: its status may have been removed for good by now. */
    @Override
    public void onConnectorStatus(String connector, StatusChange change) {
        if (!config.get().contains(connector)) {
            statuses.withdraw(connector);
            return;
        }
        Status status = status(change);
        if (change.yieldsToOthers()) {
            statuses.putSafe(connector, status);
        } else {
            statuses.put(connector, status);
        }
    }

    @Override
    public void onTaskStatus(TaskId task, StatusChange change) {
        if (task.task() >= config.get().taskCount(task.connector())) {
            statuses.withdraw(task);
            return;
        }
        Status status = status(change);
        if (change.yieldsToOthers()) {
            statuses.putSafe(task, status);
        } else {
            statuses.put(task, status);
        }
    }

    @Override
    public void onTaskReconfigurationRequested(String connector) {
        inbox.post(new HerderEvent.TaskConfigsWanted(connector));
    }

    @Override
    public void onSecretsChanged(String connector) {
        inbox.post(new HerderEvent.SecretsChanged(connector, Optional.empty()));
    }

    @Override
    public void onSecretsChanged(TaskId task) {
        inbox.post(new HerderEvent.SecretsChanged(task.connector(), Optional.of(task)));
    }

    @Override
    public void onTopicUsed(TaskId task, String topic) {
        if (trackTopics && !statuses.knowsTopic(task.connector(), topic)) {
            statuses.putTopic(new TopicUse(topic, task.connector(), task.task(), clock.millis()));
        }
    }

    private Status status(StatusChange change) {
        return new Status(
                change.state(), workerId, inbox.generation(), change.trace().map(secrets::mask), change.version());
    }
}
