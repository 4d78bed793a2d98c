package dev.sluice.group;

import dev.sluice.model.ConfigSnapshot;
import dev.sluice.model.ConnectorState;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Views of a config topic that names one connector. */
final class Configs {
    private Configs() {}

    static ConfigSnapshot snapshot(long offset, String connector, int taskCount) {
        ConnectorState state = new ConnectorState(
                Optional.of(Map.of("name", connector)),
                Optional.empty(),
                Optional.of(taskCount),
                new TreeMap<>(),
                1,
                Optional.empty(),
                Optional.empty(),
                false,
                false);
        return new ConfigSnapshot(offset, Optional.empty(), Map.of(connector, state));
    }
}
