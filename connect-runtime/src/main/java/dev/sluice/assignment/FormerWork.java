package dev.sluice.assignment;

import dev.sluice.model.TaskId;
import dev.sluice.model.WorkShare;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What workers ran when they were lost, by their URLs, the latest last. Where work has to move anyway, it rather moves
 * back to them.
 */
final class FormerWork {
    private final Map<String, WorkShare> byUrl;
    private final Map<String, String> connectorHomes = new HashMap<>();
    private final Map<TaskId, String> taskHomes = new HashMap<>();
    private final Set<String> present;

    /**
     * @param lostNow what is lost at present, by the URL of who ran it
     */
    FormerWork(Map<String, WorkShare> remembered, Map<String, WorkShare> lostNow, ClusterView view) {
        byUrl = new LinkedHashMap<>(remembered);
        lostNow.forEach((url, share) -> {
            byUrl.remove(url);
            byUrl.put(url, share);
        });
        byUrl.replaceAll((url, share) -> CooperativeRound.common(share, view.configured()));
        byUrl.values().removeIf(WorkShare::isEmpty);
        Map<String, String> idsByUrl = new HashMap<>();
        view.members().forEach((id, member) -> idsByUrl.putIfAbsent(member.url(), id));
        present = idsByUrl.keySet().stream().collect(Collectors.toUnmodifiableSet());
        byUrl.forEach((url, share) -> {
            String id = idsByUrl.get(url);
            if (id != null) {
                share.connectors().forEach(connector -> connectorHomes.put(connector, id));
                share.tasks().forEach(task -> taskHomes.put(task, id));
            }
        });
    }

    /** The ids of members that are back, by the connectors that they lost. */
    Map<String, String> connectorHomes() {
        return connectorHomes;
    }

    /** The ids of members that are back, by the tasks that they lost. */
    Map<TaskId, String> taskHomes() {
        return taskHomes;
    }

    /**
     * What to remember for the next round.
     *
     * @param settled whether nothing more is going to move: then who is back has got what it can
     */
    Map<String, WorkShare> next(boolean settled) {
        Map<String, WorkShare> next = new LinkedHashMap<>(byUrl);
        if (settled) {
            next.keySet().removeAll(present);
        }
        Iterator<String> eldest = next.keySet().iterator();
        for (int over = next.size() - AssignmentMemory.MOST_FORMER; over > 0; over--) {
            eldest.next();
            eldest.remove();
        }
        return next;
    }
}
