package dev.sluice.rest;

import dev.sluice.service.ConnectorStatus;
import dev.sluice.service.ServiceException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.connect.errors.NotFoundException;
import org.apache.kafka.connect.health.ConnectClusterDetails;
import org.apache.kafka.connect.health.ConnectClusterState;
import org.apache.kafka.connect.health.ConnectorHealth;
import org.apache.kafka.connect.health.ConnectorState;
import org.apache.kafka.connect.health.ConnectorType;
import org.apache.kafka.connect.health.TaskState;

/** What REST extensions may see of the cluster. */
final class ClusterStateView implements ConnectClusterState {
    private final ServiceCalls calls;

    ClusterStateView(ServiceCalls calls) {
        this.calls = calls;
    }

    @Override
    public Collection<String> connectors() {
        return calls.service().connectors();
    }

    @Override
    public ConnectorHealth connectorHealth(String name) {
        ConnectorStatus status = known(() -> calls.service().connectorStatus(name));
        Map<Integer, TaskState> tasks = new HashMap<>();
        for (ConnectorStatus.Task task : status.tasks()) {
            tasks.put(
                    task.id(),
                    new TaskState(
                            task.id(),
                            task.status().state().name(),
                            task.status().workerId(),
                            task.status().trace().orElse(null)));
        }
        ConnectorState state = new ConnectorState(
                status.connector().state().name(),
                status.connector().workerId(),
                status.connector().trace().orElse(null));
        return new ConnectorHealth(name, state, tasks, type(status));
    }

    private static ConnectorType type(ConnectorStatus status) {
        return switch (status.type()) {
            case SOURCE -> ConnectorType.SOURCE;
            case SINK -> ConnectorType.SINK;
            case UNKNOWN -> ConnectorType.UNKNOWN;
        };
    }

    @Override
    public Map<String, String> connectorConfig(String name) {
        return new HashMap<>(known(() -> calls.service().connector(name)).config());
    }

    /** Extensions know the exceptions of the plugin API only. */
    private static <T> T known(Supplier<T> asked) {
        try {
            return asked.get();
        } catch (ServiceException.NotFound e) {
            throw new NotFoundException(e.getMessage(), e);
        }
    }

    @Override
    public ConnectClusterDetails clusterDetails() {
        return () -> calls.service().serverInfo().kafkaClusterId();
    }
}
