package dev.sluice.prometheus;

import dev.sluice.metrics.ConnectorMeasures;
import dev.sluice.metrics.RebalanceMeasures;
import dev.sluice.metrics.Startups;
import dev.sluice.metrics.WorkerMeasures;
import dev.sluice.prometheus.Family.Gauge;
import dev.sluice.prometheus.Family.Row;
import dev.sluice.prometheus.Family.Summary;
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
                    Family.SECONDS,
                    Family.MS_PER_S,
                    RebalanceMeasures::completed),
            new Gauge<>(
                    "kafka_connect_worker_rebalance_age_seconds",
                    "Time since the last completed rebalance.",
                    Family.SECONDS,
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

    static void write(MetricsPage.Sources sources, PageWriter page) {
        page.family(PageWriter.Kind.INFO, "kafka_connect_worker", "", "What the worker is.");
        page.info(LabelSet.of(sources.identity()));
        WORKER.forEach(family -> family.write(single(sources.worker()), page));
        REBALANCES.forEach(family -> family.write(single(sources.rebalances()), page));
        ClusterFigures cluster = sources.cluster().get();
        GROUP.forEach(family -> family.write(single(cluster), page));
        startups("connector", sources.worker().connectorStartups(), page);
        startups("task", sources.worker().taskStartups(), page);
        counts("connectors", States.OF_CONNECTORS, cluster.connectors(), page);
        counts("tasks", States.OF_TASKS, cluster.tasks(), page);
        connectors(sources.worker(), page);
    }

    private static <T> List<Row<T>> single(T measured) {
        return List.of(new Row<>(measured, LabelSet.NONE));
    }

    private static void startups(String kind, Startups startups, PageWriter page) {
        page.family(
                PageWriter.Kind.COUNTER,
                "kafka_connect_worker_" + kind + "_startups",
                "",
                "Starts of a " + kind + " that have ended.");
        page.value(LabelSet.NONE.with("result", "failure"), (double) startups.failed());
        page.value(LabelSet.NONE.with("result", "success"), (double) startups.succeeded());
    }

    private static void counts(String kind, List<String> states, Map<String, Long> counts, PageWriter page) {
        page.family(
                PageWriter.Kind.GAUGE,
                "kafka_connect_cluster_" + kind,
                "",
                "How many " + kind + " of the whole group are in that state; the same from every worker.");
        for (String state : states) {
            page.value(LabelSet.NONE.with("state", state), (double) counts.getOrDefault(state, 0L));
        }
    }

    private static void connectors(WorkerMeasures worker, PageWriter page) {
        List<Row<ConnectorMeasures>> rows = new ArrayList<>();
        for (ConnectorMeasures connector : worker.connectors()) {
            rows.add(new Row<>(connector, LabelSet.NONE.with("connector", connector.connector())));
        }
        CONNECTOR_STATE.write(rows, page);
        page.family(PageWriter.Kind.INFO, "kafka_connect_connector", "", "What the connector is.");
        for (Row<ConnectorMeasures> row : rows) {
            ConnectorMeasures.Description described = row.measured().description();
            page.info(row.labels()
                    .with("type", described.type())
                    .with("class", described.className())
                    .with("version", described.version()));
        }
    }
}
