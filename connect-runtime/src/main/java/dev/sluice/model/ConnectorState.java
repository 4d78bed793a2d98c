package dev.sluice.model;

import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Everything that the config topic says of one connector.
 *
 * @param config              the raw config; empty once the connector is deleted or before it is created
 * @param targetState         what the connector is meant to do; empty while no record says so
 * @param taskCount           how many tasks the last commit record named; empty before the first one
 * @param taskConfigs         the raw committed task configs by task number; may hold more than {@code taskCount}
 * @param generation          how often a complete set of task configs was committed; 0 before the first one
 * @param appliedConfig       the raw connector config from which the committed task configs were made
 * @param fencedTaskCount     the count in the last {@code tasks-fencing-} record (KIP-618)
 * @param pendingFencing      whether a commit came after that record, so that older producers may need fencing
 * @param inconsistent        whether the last commit named tasks whose configs are missing (compaction can cause it)
 */
public record ConnectorState(
        Optional<Map<String, String>> config,
        Optional<TargetState> targetState,
        Optional<Integer> taskCount,
        SortedMap<Integer, Map<String, String>> taskConfigs,
        int generation,
        Optional<Map<String, String>> appliedConfig,
        Optional<Integer> fencedTaskCount,
        boolean pendingFencing,
        boolean inconsistent) {}
