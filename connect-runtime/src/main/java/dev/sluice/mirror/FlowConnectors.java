package dev.sluice.mirror;

import dev.sluice.service.ConnectService;
import dev.sluice.service.ServiceException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the connectors of a flow as the file has them. Of the workers that serve the flow the leader writes what differs;
 * which one that is can change at any time, so each looks again and again, which costs nothing while nothing differs.
 */
final class FlowConnectors implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(FlowConnectors.class);
    private static final long PERIOD_MS = 2_000;
    private static final long WRITE_LIMIT_MS = 120_000;

    private final Flow flow;
    private final Map<String, Map<String, String>> wanted = new LinkedHashMap<>();
    private final ConnectService worker;

    /** @param configs of the connectors, each with its name */
    FlowConnectors(Flow flow, Iterable<Map<String, String>> configs, ConnectService worker) {
        this.flow = flow;
        this.worker = worker;
        configs.forEach(config -> wanted.put(config.get("name"), config));
    }

    /** Begins to look after them, on the scheduler's threads. */
    void keep(ScheduledExecutorService scheduler) {
        scheduler.scheduleWithFixedDelay(this, 0, PERIOD_MS, TimeUnit.MILLISECONDS);
    }

    @Override
    public void run() {
        try {
            for (Map.Entry<String, Map<String, String>> connector : wanted.entrySet()) {
                if (!isAsWanted(connector.getKey(), connector.getValue())) {
                    write(connector.getKey(), connector.getValue());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isAsWanted(String name, Map<String, String> config) {
        try {
            return worker.connector(name).config().equals(config);
        } catch (ServiceException.NotFound missing) {
            return false;
        }
    }

    private void write(String name, Map<String, String> config) throws InterruptedException {
        try {
            worker.putConnectorConfig(name, config).get(WRITE_LIMIT_MS, TimeUnit.MILLISECONDS);
            LOG.info("Configured connector {} of flow {}", name, flow);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ServiceException.NotHere) {
                LOG.debug("Another worker leads and writes the connector connector={} flow={}", name, flow);
            } else {
                LOG.error(
                        "Connector cannot be configured, trying again connector={} flow={} error={}",
                        name,
                        flow,
                        e.getCause().getMessage());
            }
        } catch (TimeoutException e) {
            LOG.warn("Connector was not configured in time, trying again connector={} flow={}", name, flow);
        }
    }
}
