package dev.sluice.model;

import java.util.Map;
import java.util.Optional;

/**
 * One connector's part in a change of several.
 *
 * @param connector the connector's name
 * @param config    its new raw config; empty to remove the connector
 * @param initial   what a new connector is to do at first; empty for {@link TargetState#STARTED}
 */
public record ConnectorChange(String connector, Optional<Map<String, String>> config, Optional<TargetState> initial) {}
