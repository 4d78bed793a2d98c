package dev.sluice.telemetry;

import dev.sluice.history.HistoryStore;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * The newest minute of every series as text for scrapers: in the format of Prometheus, or in OpenMetrics
 * (<a href="https://prometheus.io/docs/specs/om/open_metrics_spec/">specification</a>). All types are gauges: what is
 * counted is counted for one minute.
 */
final class Export {
    private static final int MOST_POINTS = 60_000;
    private static final String ACCESS = "confluent_scrape_resource_access_error";
    private static final String STATUS = "export_status";
    /** Units that stand at the end of names. */
    private static final List<String> UNITS = List.of("bytes", "milliseconds");

    private final HistoryStore store;
    private final SeriesLabels names;
    private final boolean openMetrics;
    private final StringBuilder text = new StringBuilder(4_096);

    Export(HistoryStore store, SeriesLabels names, boolean openMetrics) {
        this.store = store;
        this.names = names;
        this.openMetrics = openMetrics;
    }

    /** @param minute which is told, in minutes since the epoch */
    String of(ExportRequest request, long minute) {
        access(request);
        if (request.showFailures()) {
            failures(request);
        }
        for (Metric metric : request.metrics()) {
            if (request.wants(metric.resource())) {
                family(metric, request.filter(metric.resource()), minute);
            }
        }
        if (openMetrics) {
            text.append("# EOF\n");
        }
        return text.toString();
    }

    private void access(ExportRequest request) {
        header(ACCESS, "gauge", "Whether a requested resource could not be read (1) or could (0).");
        for (ExportRequest.Named each : request.resources()) {
            text.append(ACCESS).append('{');
            label("resource_id", each.id());
            text.append(',');
            label("resource_type", each.type());
            text.append("} ").append(each.readable() ? "0.0" : "1.0").append('\n');
        }
    }

    private void failures(ExportRequest request) {
        header(STATUS, openMetrics ? "stateset" : "gauge", "1 when collecting the metric failed, 0 when it succeeded.");
        request.metrics()
                .forEach(metric -> failure(metric.name(), metric.resource().word(), "0.0"));
        request.unknown().forEach(name -> failure(name, "unknown", "1.0"));
    }

    private void failure(String metric, String resource, String value) {
        text.append(STATUS).append('{');
        label(STATUS, "error");
        text.append(',');
        label("metric", metric);
        text.append(',');
        label("resource", resource);
        text.append("} ").append(value).append('\n');
    }

    private void header(String name, String type, String help) {
        if (!openMetrics) {
            text.append("# HELP ").append(name).append(' ').append(help).append('\n');
        }
        text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
        if (openMetrics) {
            for (String unit : UNITS) {
                if (name.endsWith("_" + unit)) {
                    text.append("# UNIT ").append(name).append(' ').append(unit).append('\n');
                }
            }
            text.append("# HELP ").append(name).append(' ').append(help).append('\n');
        }
    }

    private record Sample(String labels, double value) {}

    private void family(Metric metric, Filter filter, long minute) {
        List<Sample> samples = new ArrayList<>();
        new SeriesScan(store, names, metric, filter, Granularity.PT1M)
                .read(List.of(new MinuteRange(minute, minute + 1)))
                .forEach(series -> series.each(
                        (bucket, value) -> samples.add(new Sample(labels(metric, series.labels()), value))));
        if (samples.isEmpty()) {
            return;
        }
        samples.sort(Comparator.comparing(Sample::labels));
        header(metric.exportName(), "gauge", metric.description());
        for (Sample each : samples.subList(0, Math.min(MOST_POINTS, samples.size()))) {
            text.append(metric.exportName())
                    .append('{')
                    .append(each.labels())
                    .append("} ")
                    .append(AnswerWriter.number(each.value()))
                    .append(' ')
                    .append(minute * 60)
                    .append(openMetrics ? ".000\n" : "000\n");
        }
    }

    private static String labels(Metric metric, Map<Label, String> labels) {
        StringBuilder text = new StringBuilder();
        for (Label label : metric.exported()) {
            String value = labels.get(label);
            if (value != null) {
                text.append(text.isEmpty() ? "" : ",");
                label(text, label.exportName(), value);
            }
        }
        return text.toString();
    }

    private void label(String name, String value) {
        label(text, name, value);
    }

    private static void label(StringBuilder into, String name, String value) {
        into.append(name).append("=\"");
        for (int i = 0; i < value.length(); i++) {
            char letter = value.charAt(i);
            switch (letter) {
                case '\\' -> into.append("\\\\");
                case '"' -> into.append("\\\"");
                case '\n' -> into.append("\\n");
                default -> into.append(letter);
            }
        }
        into.append('"');
    }
}
