package dev.sluice.assignment;

import dev.sluice.model.WorkShare;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a leader knows when it is asked for an assignment.
 *
 * @param generation              the generation that the assignment is for
 * @param lastCompletedGeneration the last generation whose assignment reached this worker; -1 if there was none
 * @param members                 all members of the group by member id, never empty
 * @param configured              all connectors and tasks that are to run
 */
public record ClusterView(
        int generation, int lastCompletedGeneration, SortedMap<String, Member> members, WorkShare configured) {

    public ClusterView(int generation, int lastCompletedGeneration, Map<String, Member> members, WorkShare configured) {
        this(generation, lastCompletedGeneration, new TreeMap<>(members), configured);
    }

    public ClusterView {
        if (members.isEmpty()) {
            throw new IllegalArgumentException("A group without members cannot be assigned work");
        }
        members = Collections.unmodifiableSortedMap(new TreeMap<>(members));
    }
}
