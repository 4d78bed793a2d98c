package dev.sluice.prometheus;

import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.List;
import java.util.function.Function;

/**
 * In which state things are: one series for each state that there is, 1 for the one that it is in and 0 for the others,
 * so that an alert can ask for a state that nothing has ever been in.
 *
 * @param <T>    what has a state
 * @param states all states, lower case, in order
 * @param state  asks for the current one
 */
record States<T>(String name, String help, List<String> states, Function<T, String> state) {
    /** Those of tasks. */
    static final List<String> OF_TASKS = List.of("failed", "paused", "restarting", "running", "unassigned");
    /** Those of connectors. */
    static final List<String> OF_CONNECTORS =
            List.of("failed", "paused", "restarting", "running", "stopped", "unassigned");

    MetricSnapshot of(List<Family.Row<T>> rows) {
        GaugeSnapshot.Builder family = GaugeSnapshot.builder().name(name).help(help);
        for (Family.Row<T> row : rows) {
            String current = state.apply(row.measured());
            for (String each : states) {
                family.dataPoint(GaugeSnapshot.GaugeDataPointSnapshot.builder()
                        .labels(row.labels().merge(Labels.of("state", each)))
                        .value(each.equals(current) ? 1 : 0)
                        .build());
            }
        }
        return family.build();
    }
}
