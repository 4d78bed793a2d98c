package dev.sluice.worker;

import dev.sluice.config.ClientProperties;
import dev.sluice.config.ConnectorSettings;
import dev.sluice.model.TaskId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.FenceProducersOptions;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.health.ConnectorType;

/**
 * Takes the right to write from producers of exactly-once tasks, wherever they still run: what they have in an open
 * transaction is lost, and every later write fails (KIP-618).
 */
final class ProducerFencing {
    private static final int TIMEOUT_MS = 90_000;

    private final WorkerEnvironment environment;

    ProducerFencing(WorkerEnvironment environment) {
        this.environment = environment;
    }

    /**
     * Fences the producers of a source connector's tasks. Blocks, 90 s at most.
     *
     * @param config the connector's, raw
     * @param tasks  how many tasks, from number 0
     * @throws ConnectException if they could not all be fenced
     */
    void fence(String connector, Map<String, String> config, int tasks) throws InterruptedException {
        ConnectorSettings settings =
                ConnectorSettings.source(environment.resolver().resolve(config));
        ConnectorClients.Owner owner =
                new ConnectorClients.Owner(settings, ConnectorType.SOURCE, environment.connectorClass(settings));
        List<String> transactionalIds = new ArrayList<>();
        for (int task = 0; task < tasks; task++) {
            transactionalIds.add(
                    ClientProperties.transactionalId(environment.config().groupId(), new TaskId(connector, task)));
        }
        try (Admin admin = environment.clients().admin("connector-worker-adminclient-" + connector, owner)) {
            admin.fenceProducers(transactionalIds, new FenceProducersOptions().timeoutMs(TIMEOUT_MS))
                    .all()
                    .get();
        } catch (ExecutionException e) {
            throw new ConnectException(
                    "The producers of " + tasks + " older tasks of connector '" + connector + "' were not fenced: "
                            + e.getCause().getMessage(),
                    e.getCause());
        }
    }
}
