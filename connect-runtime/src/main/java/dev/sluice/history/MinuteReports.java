package dev.sluice.history;

import dev.sluice.metrics.PartitionLag;
import dev.sluice.metrics.TaskTotals;
import dev.sluice.metrics.TaskTotals.Count;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes the reports of one start of one worker: what its tasks have moved since the last one, and how its connectors and
 * tasks are. A report that would be too large for a record becomes several. Not safe for use by several threads.
 */
public final class MinuteReports {
    private static final int MOST_BYTES = 256 * 1024;

    private final String startId;
    private long sequence;

    /**
     * How one connector or task is that this worker runs.
     *
     * @param series which
     * @param state  what it does
     * @param kind   what kind of connector it is
     */
    public record Condition(SeriesKey series, State state, PluginKind kind) {}

    /** @param startId tells this start of this worker from every other, in the whole cluster */
    public MinuteReports(String startId) {
        this.startId = startId;
    }

    /**
     * @param minute     in minutes since the epoch
     * @param taken      what tasks have moved
     * @param conditions how connectors and tasks are
     * @param worker     how the worker itself is
     */
    public List<Report> make(
            long minute, List<TaskTotals.Taken> taken, List<Condition> conditions, Measurement worker) {
        Map<SeriesKey, EnumMap<Field, Long>> values = new LinkedHashMap<>();
        for (Condition each : conditions) {
            EnumMap<Field, Long> fields = of(values, each.series());
            fields.put(Field.STATE, (long) each.state().code());
            fields.put(Field.KIND, (long) each.kind().code());
        }
        taken.forEach(each -> add(values, each));
        List<Measurement> measurements = new ArrayList<>();
        values.forEach((series, fields) -> measurements.add(new Measurement(series, fields)));
        measurements.add(worker);
        return split(minute, measurements);
    }

    private static EnumMap<Field, Long> of(Map<SeriesKey, EnumMap<Field, Long>> values, SeriesKey series) {
        return values.computeIfAbsent(series, key -> new EnumMap<>(Field.class));
    }

    private static void add(Map<SeriesKey, EnumMap<Field, Long>> values, TaskTotals.Taken taken) {
        EnumMap<Field, Long> fields = of(values, SeriesKey.task(taken.connector(), taken.task()));
        for (Count count : Count.values()) {
            sum(fields, field(count), taken.of(count));
        }
        max(fields, Field.BATCH_MAX, taken.batchMax());
        max(fields, Field.PUT_MAX_MS, taken.putMaxMs());
        taken.lagMax().ifPresent(lag -> fields.merge(Field.LAG_MAX, lag, Math::max));
        for (PartitionLag lag : taken.lags()) {
            of(values, SeriesKey.partition(taken.connector(), lag.group(), lag.topic(), lag.partition()))
                    .put(Field.LAG_MAX, lag.records());
        }
        if (fields.isEmpty()) {
            values.remove(SeriesKey.task(taken.connector(), taken.task()));
        }
    }

    private static void sum(EnumMap<Field, Long> fields, Field field, long more) {
        if (more > 0) {
            fields.merge(field, more, Long::sum);
        }
    }

    private static void max(EnumMap<Field, Long> fields, Field field, long value) {
        if (value > 0) {
            fields.merge(field, value, Math::max);
        }
    }

    private static Field field(Count count) {
        return switch (count) {
            case SENT_RECORDS -> Field.SENT_RECORDS;
            case SENT_BYTES -> Field.SENT_BYTES;
            case RECEIVED_RECORDS -> Field.RECEIVED_RECORDS;
            case RECEIVED_BYTES -> Field.RECEIVED_BYTES;
            case DEAD_LETTERS -> Field.DEAD_LETTERS;
            case FAILURES -> Field.FAILURES;
            case BATCHES -> Field.BATCHES;
            case BATCH_RECORDS -> Field.BATCH_RECORDS;
            case PUTS -> Field.PUTS;
            case PUT_MS -> Field.PUT_MS;
        };
    }

    private List<Report> split(long minute, List<Measurement> measurements) {
        List<Report> reports = new ArrayList<>();
        List<Measurement> part = new ArrayList<>();
        int size = 0;
        for (Measurement each : measurements) {
            size += ReportCodec.size(each);
            if (size > MOST_BYTES && !part.isEmpty()) {
                reports.add(new Report(startId, ++sequence, minute, part));
                part = new ArrayList<>();
                size = ReportCodec.size(each);
            }
            part.add(each);
        }
        reports.add(new Report(startId, ++sequence, minute, part));
        return reports;
    }
}
