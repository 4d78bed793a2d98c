package dev.sluice.prometheus;

import dev.sluice.metrics.ConnectorMeasures;
import dev.sluice.metrics.RebalanceMeasures;
import dev.sluice.metrics.Startups;
import dev.sluice.metrics.WorkerMeasures;
import dev.sluice.prometheus.Family.Counter;
import dev.sluice.prometheus.Family.Gauge;
import dev.sluice.prometheus.Family.Row;
import dev.sluice.prometheus.Family.Summary;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What is told of the worker, of its group, and of the connectors that it runs. */
final class WorkerFamilies {
    private static final List<Family<WorkerMeasures>> WORKER = List.of(
            new Gauge<>(
                    "kafka_connect_worker_connectors",
                    "Connectors that this worker has, failed ones included.",
                    worker -> worker.connectors().size()),
            new Gauge<>(
                    "kafka_connect_worker_tasks",
                    "Tasks that this worker has, failed ones included.",
                    worker -> worker.tasks().size()));

    private static final List<Family<RebalanceMeasures>> REBALANCES = List.of(
            new Summary<>(
                    "kafka_connect_worker_rebalance_seconds",
                    "Time from an assignment until its work was being started, by completed rebalance.",
                    Unit.SECONDS,
                    Family.MS_PER_S,
                    RebalanceMeasures::completed),
            new Gauge<>(
                    "kafka_connect_worker_rebalance_age_seconds",
                    "Time since the last completed rebalance.",
                    Unit.SECONDS,
                    rebalances -> rebalances.sinceLastMs().isPresent()
                            ? rebalances.sinceLastMs().getAsLong() / Family.MS_PER_S
                            : Double.NaN),
            new Gauge<>(
                    "kafka_connect_worker_epoch",
                    "The group's generation, as of the last assignment.",
                    rebalances -> rebalances.round().epoch()));

    private static final List<Family<ClusterFigures>> GROUP = List.of(
            new Gauge<>(
                    "kafka_connect_worker_group_member",
                    "Whether the worker is a member of its group, 1 or 0.",
                    cluster -> flag(cluster.member())),
            new Gauge<>(
                    "kafka_connect_worker_leader",
                    "Whether the worker leads its group, 1 or 0.",
                    cluster -> flag(cluster.leads())),
            new Gauge<>(
                    "kafka_connect_worker_rebalancing",
                    "Whether a rebalance is under way, 1 or 0.",
                    cluster -> flag(cluster.rebalancing())));

    private static final States<ConnectorMeasures> CONNECTOR_STATE = new States<>(
            "kafka_connect_connector_state",
            "Whether the connector that this worker runs is in that state, 1 or 0.",
            States.OF_CONNECTORS,
            ConnectorMeasures::state);

    private WorkerFamilies() {}

    private static double flag(boolean is) {
        return is ? 1 : 0;
    }

    static List<MetricSnapshot> of(MetricsPage.Sources sources) {
        List<MetricSnapshot> families = new ArrayList<>();
        families.add(InfoSnapshot.builder()
                .name("kafka_connect_worker")
                .help("What the worker is.")
                .dataPoint(InfoSnapshot.InfoDataPointSnapshot.builder()
                        .labels(labels(sources.identity()))
                        .build())
                .build());
        WORKER.forEach(family -> families.add(family.of(single(sources.worker()))));
        REBALANCES.forEach(family -> families.add(family.of(single(sources.rebalances()))));
        ClusterFigures cluster = sources.cluster().get();
        GROUP.forEach(family -> families.add(family.of(single(cluster))));
        families.addAll(startups(sources.worker()));
        families.add(counts("connectors", States.OF_CONNECTORS, cluster.connectors()));
        families.add(counts("tasks", States.OF_TASKS, cluster.tasks()));
        families.addAll(connectors(sources.worker()));
        return families;
    }

    private static <T> List<Row<T>> single(T measured) {
        return List.of(new Row<>(measured, Labels.EMPTY));
    }

    private static Labels labels(Map<String, String> pairs) {
        Labels labels = Labels.EMPTY;
        for (Map.Entry<String, String> pair : pairs.entrySet()) {
            labels = labels.merge(Labels.of(pair.getKey(), pair.getValue()));
        }
        return labels;
    }

    private record Outcome(long count) {}

    private static List<MetricSnapshot> startups(WorkerMeasures worker) {
        return List.of(startups("connector", worker.connectorStartups()), startups("task", worker.taskStartups()));
    }

    private static MetricSnapshot startups(String kind, Startups startups) {
        List<Row<Outcome>> rows = List.of(
                new Row<>(new Outcome(startups.failed()), Labels.of("result", "failure")),
                new Row<>(new Outcome(startups.succeeded()), Labels.of("result", "success")));
        return new Counter<>(
                        "kafka_connect_worker_" + kind + "_startups",
                        "Starts of a " + kind + " that have ended.",
                        Outcome::count)
                .of(rows);
    }

    private static MetricSnapshot counts(String kind, List<String> states, Map<String, Long> counts) {
        List<Row<Outcome>> rows = new ArrayList<>();
        for (String state : states) {
            rows.add(new Row<>(new Outcome(counts.getOrDefault(state, 0L)), Labels.of("state", state)));
        }
        return new Gauge<>(
                        "kafka_connect_cluster_" + kind,
                        "How many " + kind + " of the whole group are in that state; the same from every worker.",
                        Outcome::count)
                .of(rows);
    }

    private static List<MetricSnapshot> connectors(WorkerMeasures worker) {
        List<Row<ConnectorMeasures>> rows = new ArrayList<>();
        InfoSnapshot.Builder info =
                InfoSnapshot.builder().name("kafka_connect_connector").help("What the connector is.");
        for (ConnectorMeasures connector : worker.connectors()) {
            Labels labels = Labels.of("connector", connector.connector());
            rows.add(new Row<>(connector, labels));
            ConnectorMeasures.Description described = connector.description();
            info.dataPoint(InfoSnapshot.InfoDataPointSnapshot.builder()
                    .labels(labels.merge(Labels.of(
                            "type", described.type(),
                            "class", described.className(),
                            "version", described.version())))
                    .build());
        }
        return List.of(CONNECTOR_STATE.of(rows), info.build());
    }
}
