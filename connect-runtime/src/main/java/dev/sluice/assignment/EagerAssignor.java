package dev.sluice.assignment;

import dev.sluice.model.TaskId;
import dev.sluice.model.WorkShare;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Deals all work anew to members that hold nothing: the protocol that stops the world. Members in order of their ids
 * take turns, first with the connectors by name, then, without starting over, with the tasks.
 */
public final class EagerAssignor {

    /**
     * @param members    ids of all members, at least one
     * @param configured all connectors and tasks that are to run
     * @return what each member is to run
     */
    public SortedMap<String, WorkShare> assign(SortedSet<String> members, WorkShare configured) {
        if (members.isEmpty()) {
            throw new IllegalArgumentException("A group without members cannot be assigned work");
        }
        List<String> turns = List.copyOf(members);
        List<List<String>> connectors = new ArrayList<>();
        List<List<TaskId>> tasks = new ArrayList<>();
        turns.forEach(member -> {
            connectors.add(new ArrayList<>());
            tasks.add(new ArrayList<>());
        });
        int turn = 0;
        for (String connector : new TreeSet<>(configured.connectors())) {
            connectors.get(turn++ % turns.size()).add(connector);
        }
        for (TaskId task : new TreeSet<>(configured.tasks())) {
            tasks.get(turn++ % turns.size()).add(task);
        }
        SortedMap<String, WorkShare> shares = new TreeMap<>();
        for (int i = 0; i < turns.size(); i++) {
            shares.put(turns.get(i), new WorkShare(new TreeSet<>(connectors.get(i)), new TreeSet<>(tasks.get(i))));
        }
        return shares;
    }
}
