package dev.sluice.prometheus;

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
    private static final String LABEL = "state";
    /** Those of tasks. */
    static final List<String> OF_TASKS = List.of("failed", "paused", "restarting", "running", "unassigned");
    /** Those of connectors. */
    static final List<String> OF_CONNECTORS =
            List.of("failed", "paused", "restarting", "running", "stopped", "unassigned");

    void write(List<Family.Row<T>> rows, PageWriter page) {
        page.family(PageWriter.Kind.GAUGE, name, "", help);
        byte[][] pairs = states.stream().map(each -> LabelSet.pair(LABEL, each)).toArray(byte[][]::new);
        for (Family.Row<T> row : rows) {
            int current = states.indexOf(state.apply(row.measured()));
            for (int i = 0; i < pairs.length; i++) {
                page.value(row.labels(), LABEL, pairs[i], i == current ? 1 : 0);
            }
        }
    }
}
