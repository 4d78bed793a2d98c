package dev.sluice.telemetry;

import dev.sluice.history.Field;
import dev.sluice.history.PluginKind;
import dev.sluice.history.SeriesKey;
import dev.sluice.history.State;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** Names series in the words of the API. */
record SeriesLabels(Directory directory) {
    /** The labels of a series of a metric, without those that come from its points. */
    Map<Label, String> of(Metric metric, SeriesKey key) {
        Map<Label, String> labels = new EnumMap<>(Label.class);
        labels.put(Label.KAFKA_ID, directory.kafkaId());
        labels.put(Label.OWN_KAFKA_ID, directory.ownKafkaId());
        switch (key.kind()) {
            case CONNECTOR, TASK -> {
                labels.put(Label.CONNECTOR_ID, directory.connectorId(key.owner()));
                labels.put(Label.CONNECTOR_NAME, key.owner());
                if (metric.labels().contains(Label.TASK)) {
                    labels.put(Label.TASK, Integer.toString(key.number()));
                }
            }
            case PARTITION -> {
                labels.put(Label.CONSUMER_GROUP, key.names().get(1));
                labels.put(Label.TOPIC, key.names().get(2));
                labels.put(Label.PARTITION, Integer.toString(key.number()));
            }
            case WORKER -> labels.put(Label.WORKER_ID, key.owner());
        }
        return labels;
    }

    /** Adds what a point says. */
    static Map<Label, String> withState(Map<Label, String> labels, long[] values) {
        Map<Label, String> all = new EnumMap<>(labels);
        all.put(Label.STATUS, State.of(values[Field.STATE.index()]).name());
        all.put(
                Label.PLUGIN_TYPE,
                PluginKind.of(values[Field.KIND.index()]).name().toLowerCase(Locale.ROOT));
        return all;
    }
}
