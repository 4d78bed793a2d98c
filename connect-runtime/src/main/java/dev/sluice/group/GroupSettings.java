package dev.sluice.group;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;

/**
 * How a worker takes part in its group.
 *
 * @param groupId                      {@code group.id}
 * @param url                          the REST URL that the worker advertises
 * @param protocol                     {@code connect.protocol}
 * @param timeouts                     how long members may be silent or busy
 * @param scheduledRebalanceMaxDelayMs {@code scheduled.rebalance.max.delay.ms}: how long the work of a member that
 *                                     left waits for its return
 * @param clientProperties             the worker's own Kafka client settings: {@code bootstrap.servers},
 *                                     {@code client.id}, security, retry backoffs, metrics
 */
public record GroupSettings(
        String groupId,
        String url,
        GroupProtocol protocol,
        Timeouts timeouts,
        int scheduledRebalanceMaxDelayMs,
        Map<String, Object> clientProperties) {

    public GroupSettings {
        clientProperties = Collections.unmodifiableMap(new HashMap<>(clientProperties));
    }

    /**
     * How long members may be silent or busy, in milliseconds.
     *
     * @param sessionMs   {@code session.timeout.ms}: a member that is silent for so long is out
     * @param rebalanceMs {@code rebalance.timeout.ms}: how long a member may take to stop its work and join
     * @param heartbeatMs {@code heartbeat.interval.ms}
     */
    public record Timeouts(int sessionMs, int rebalanceMs, int heartbeatMs) {
        public Timeouts {
            if (heartbeatMs >= sessionMs) {
                throw new ConfigException(
                        "heartbeat.interval.ms",
                        heartbeatMs,
                        "must be lower than session.timeout.ms, which is " + sessionMs
                                + "; a third of it leaves room for a lost heartbeat");
            }
        }
    }
}
