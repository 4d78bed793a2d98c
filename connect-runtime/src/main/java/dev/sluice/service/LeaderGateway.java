package dev.sluice.service;

import dev.sluice.model.SessionKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * How a worker that does not lead hands work to the leader: the internal endpoints of its REST API.
 */
public interface LeaderGateway {
    /**
     * Hands over the task configs that a connector made.
     *
     * @param leaderUrl the leader's advertised URL
     * @param key       the session key to sign with; empty where the group's protocol has none
     * @return fails with a {@link ServiceException} carrying the leader's answer
     */
    CompletableFuture<Void> putTaskConfigs(
            String leaderUrl, String connector, List<Map<String, String>> configs, Optional<SessionKey> key);

    /**
     * Has the leader fence what older instances of a connector's tasks may still write (KIP-618).
     *
     * @param leaderUrl the leader's advertised URL
     * @param key       as above
     * @return fails with a {@link ServiceException}: the leader's answer, or that there was none
     */
    CompletableFuture<Void> fenceZombies(String leaderUrl, String connector, Optional<SessionKey> key);
}
