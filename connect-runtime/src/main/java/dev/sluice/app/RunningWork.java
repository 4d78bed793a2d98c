package dev.sluice.app;

import com.sun.management.OperatingSystemMXBean;
import dev.sluice.history.Field;
import dev.sluice.history.History;
import dev.sluice.history.Measurement;
import dev.sluice.history.MinuteReports.Condition;
import dev.sluice.history.PluginKind;
import dev.sluice.history.SeriesKey;
import dev.sluice.history.State;
import dev.sluice.metrics.TaskTotals;
import dev.sluice.model.RunState;
import dev.sluice.model.TaskId;
import dev.sluice.model.WorkShare;
import dev.sluice.service.ConnectService;
import dev.sluice.service.ConnectorStatus;
import dev.sluice.service.ConnectorType;
import dev.sluice.service.ServiceException;
import dev.sluice.worker.Worker;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** What this worker runs, and how it is: what it knows itself, and what has come back from the status topic. */
final class RunningWork implements History.Observed {
    private final Worker worker;
    private final ConnectService service;
    private final String workerId;
    private long cpuMs;

    RunningWork(Worker worker, ConnectService service, String workerId) {
        this.worker = worker;
        this.service = service;
        this.workerId = workerId;
    }

    @Override
    public List<TaskTotals.Taken> taken() {
        return worker.ledger().take();
    }

    @Override
    public List<Condition> conditions() {
        WorkShare running = worker.running();
        Map<String, Optional<ConnectorStatus>> statuses = new HashMap<>();
        List<Condition> conditions = new ArrayList<>();
        for (String connector : running.connectors()) {
            Optional<ConnectorStatus> status = statuses.computeIfAbsent(connector, this::status);
            conditions.add(new Condition(SeriesKey.connector(connector), state(status), kind(connector, status)));
        }
        for (TaskId task : running.tasks()) {
            Optional<ConnectorStatus> status = statuses.computeIfAbsent(task.connector(), this::status);
            conditions.add(new Condition(
                    SeriesKey.task(task.connector(), task.task()),
                    state(task, status),
                    kind(task.connector(), status)));
        }
        return conditions;
    }

    private Optional<ConnectorStatus> status(String connector) {
        try {
            return Optional.of(service.connectorStatus(connector));
        } catch (ServiceException.NotFound notYet) {
            return Optional.empty();
        }
    }

    /** A connector that runs is no better than its tasks. */
    static State state(Optional<ConnectorStatus> status) {
        if (status.isEmpty()) {
            return State.PROVISIONING;
        }
        RunState own = status.get().connector().state();
        List<ConnectorStatus.Task> tasks = status.get().tasks();
        long failed = tasks.stream()
                .filter(task -> task.status().state() == RunState.FAILED)
                .count();
        if (own != RunState.RUNNING || failed == 0) {
            return State.valueOf(own.name());
        }
        return failed == tasks.size() ? State.FAILED : State.DEGRADED;
    }

    static State state(TaskId id, Optional<ConnectorStatus> status) {
        return status.stream()
                .flatMap(each -> each.tasks().stream())
                .filter(task -> task.id() == id.task())
                .findFirst()
                .map(task -> State.valueOf(task.status().state().name()))
                .orElse(State.PROVISIONING);
    }

    private PluginKind kind(String connector, Optional<ConnectorStatus> status) {
        ConnectorType type = status.map(ConnectorStatus::type).orElseGet(() -> {
            try {
                return service.connector(connector).type();
            } catch (ServiceException.NotFound gone) {
                return ConnectorType.UNKNOWN;
            }
        });
        return PluginKind.valueOf(type.name());
    }

    @Override
    public Measurement worker() {
        WorkShare running = worker.running();
        long failed = conditions().stream()
                .filter(each -> each.series().kind() == SeriesKey.Kind.TASK && each.state() == State.FAILED)
                .count();
        Map<Field, Long> values = new HashMap<>();
        values.put(Field.CONNECTORS, (long) running.connectors().size());
        values.put(Field.TASKS, (long) running.tasks().size());
        values.put(Field.FAILED_TASKS, failed);
        values.put(
                Field.HEAP_BYTES,
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        if (ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system) {
            long nowMs = TimeUnit.NANOSECONDS.toMillis(system.getProcessCpuTime());
            values.put(Field.CPU_MS, Math.max(0, nowMs - cpuMs));
            cpuMs = nowMs;
        }
        return new Measurement(SeriesKey.worker(workerId), values);
    }
}
