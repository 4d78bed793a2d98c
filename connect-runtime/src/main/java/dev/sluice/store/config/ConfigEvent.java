package dev.sluice.store.config;

import dev.sluice.model.RestartRequest;
import dev.sluice.model.SessionKey;
import java.util.Set;

/**
 * One thing that changed with a record of the config topic.
 */
public sealed interface ConfigEvent {

    /** A connector has a config now and had none before. */
    record ConnectorAdded(String connector) implements ConfigEvent {}

    /** A connector's config was written again, with the same content or another. */
    record ConnectorChanged(String connector) implements ConfigEvent {}

    /** A connector's config was removed. */
    record ConnectorRemoved(String connector) implements ConfigEvent {}

    /**
     * Task configs of a connector were committed.
     *
     * @param updated numbers of the tasks whose configs were written for it; empty if the set was incomplete
     */
    record TasksCommitted(String connector, Set<Integer> updated) implements ConfigEvent {
        public TasksCommitted {
            updated = Set.copyOf(updated);
        }
    }

    /** An existing connector is meant to do something else than before. */
    record TargetStateChanged(String connector) implements ConfigEvent {}

    /** Someone asked for a restart after this worker started reading. */
    record RestartRequested(RestartRequest request) implements ConfigEvent {}

    /** The leader has written a session key. */
    record SessionKeyChanged(SessionKey key) implements ConfigEvent {}

    /**
     * Someone asked for a log level on all workers after this worker started reading (KIP-976).
     *
     * @param logger the logger's name, {@code root} for the root logger
     * @param level  the level's name as written; not yet checked
     */
    record LoggerLevelSet(String logger, String level) implements ConfigEvent {}
}
