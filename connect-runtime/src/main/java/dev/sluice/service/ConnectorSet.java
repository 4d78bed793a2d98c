package dev.sluice.service;

import dev.sluice.model.TargetState;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The connectors that there shall be.
 *
 * @param connectors each name once
 * @param prune      whether all others are to be removed
 */
public record ConnectorSet(List<Desired> connectors, boolean prune) {

    /**
     * @param name    the connector's name
     * @param config  its raw config, with the name in it
     * @param initial what it is to do at first if it is new
     */
    public record Desired(String name, Map<String, String> config, Optional<TargetState> initial) {}
}
