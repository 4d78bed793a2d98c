package dev.sluice.herder;

import dev.sluice.model.RestartRequest;
import dev.sluice.model.TaskId;
import dev.sluice.model.WorkShare;
import java.util.Set;
import java.util.TreeSet;

/**
 * What of a connector restarts on this worker when a restart request comes (KIP-745).
 *
 * @param connector whether the connector's instance restarts here
 * @param tasks     the tasks that restart here
 */
record ShareRestart(boolean connector, Set<TaskId> tasks) {

    static ShareRestart of(RestartRequest request, WorkShare running, ConnectorViews views) {
        boolean connector = running.connectors().contains(request.connector())
                && views.connectorState(request.connector())
                        .filter(request::covers)
                        .isPresent();
        Set<TaskId> tasks = new TreeSet<>();
        for (TaskId task : running.tasks()) {
            boolean mine = task.connector().equals(request.connector());
            if (mine && views.taskState(task).filter(request::coversTask).isPresent()) {
                tasks.add(task);
            }
        }
        return new ShareRestart(connector, tasks);
    }
}
