package dev.sluice.worker;

import dev.sluice.service.ConnectorOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Lists and changes the offsets of connectors, whichever worker runs them (KIP-875). No call blocks; each runs on a
 * thread of its own and has a deadline, so that a connector that hangs spoils nothing but its own request.
 *
 * <p>Futures fail with a {@code ServiceException} that says what went wrong and what to do.
 */
public interface OffsetAccess {

    /**
     * The offsets that are stored.
     *
     * @param config the connector's, raw
     */
    CompletableFuture<List<ConnectorOffset>> list(String connector, Map<String, String> config);

    /**
     * Asks the connector whether it agrees, then stores the offsets. The connector must have no tasks.
     *
     * @param config  the connector's, raw
     * @param offsets a null offset removes what is stored
     * @return whether the connector has confirmed that it keeps no offsets elsewhere, or has changed them too
     */
    CompletableFuture<Boolean> alter(String connector, Map<String, String> config, List<ConnectorOffset> offsets);

    /** Removes all offsets; otherwise as {@link #alter}. */
    CompletableFuture<Boolean> reset(String connector, Map<String, String> config);

    /** Whether older tasks of source connectors have to be fenced before their offsets are changed. */
    boolean fencesSources();
}
