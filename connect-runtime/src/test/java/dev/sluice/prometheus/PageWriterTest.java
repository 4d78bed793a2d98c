package dev.sluice.prometheus;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.metrics.SinkMeasures;
import dev.sluice.metrics.Tally;
import dev.sluice.metrics.TaskMeasures;
import dev.sluice.prometheus.Family.Row;
import dev.sluice.prometheus.MetricsPage.Format;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot.InfoDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot.SummaryDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Unit;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.utils.Time;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Families are written byte for byte as Prometheus' own library writes them. */
class PageWriterTest {
    /** Comes first, as the library orders series by their labels. */
    private static final String ODD = "a \"quoted\" \\ back\nslash, ü €";

    private static final Labels FIRST = Labels.of("connector", ODD, "task", "0");
    private static final Labels SECOND = Labels.of("connector", "c", "task", "10");

    private static <T> List<Row<T>> rows(T first, T second) {
        return List.of(
                new Row<>(first, LabelSet.of(Map.of("connector", ODD, "task", "0"))),
                new Row<>(second, LabelSet.of(Map.of("connector", "c", "task", "10"))));
    }

    private static String own(Format format, Consumer<PageWriter> families) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PageWriter page = new PageWriter(format, out);
        families.accept(page);
        page.flush();
        return out.toString(StandardCharsets.UTF_8) + (format == Format.OPEN_METRICS ? "# EOF\n" : "");
    }

    private static String theirs(Format format, MetricSnapshot family) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ExpositionFormatWriter writer =
                format == Format.TEXT ? PrometheusTextFormatWriter.create() : OpenMetricsTextFormatWriter.create();
        writer.write(out, MetricSnapshots.of(family));
        return out.toString(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void counters(Format format) throws IOException {
        Family.Counter<Double> family =
                new Family.Counter<>("some_seconds", "What \\ it is.", "seconds", value -> value);
        CounterSnapshot same = CounterSnapshot.builder()
                .name("some_seconds")
                .help("What \\ it is.")
                .unit(Unit.SECONDS)
                .dataPoint(CounterDataPointSnapshot.builder()
                        .labels(FIRST)
                        .value(0.25)
                        .build())
                .dataPoint(CounterDataPointSnapshot.builder()
                        .labels(SECOND)
                        .value(1_234_567)
                        .build())
                .build();

        assertEquals(theirs(format, same), own(format, page -> family.write(rows(0.25, 1_234_567.0), page)));
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void gauges(Format format) throws IOException {
        for (double value : new double[] {-3, 0, 1e-9, -0.1, 1.5e300, Double.POSITIVE_INFINITY}) {
            Family.Gauge<Double> family = new Family.Gauge<>("some", "Some.", each -> each);
            GaugeSnapshot same = GaugeSnapshot.builder()
                    .name("some")
                    .help("Some.")
                    .dataPoint(GaugeDataPointSnapshot.builder()
                            .labels(SECOND)
                            .value(value)
                            .build())
                    .build();

            assertEquals(theirs(format, same), own(format, page -> family.write(rows(Double.NaN, value), page)));
        }
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void summaries(Format format) throws IOException {
        Tally tally = new SinkMeasures(new TaskMeasures(new Metrics(), "c", 0, Time.SYSTEM)).puts();
        Family.Summary<Tally> family = new Family.Summary<>("some_seconds", "Some.", "seconds", 1_000, each -> each);
        SummarySnapshot same = SummarySnapshot.builder()
                .name("some_seconds")
                .help("Some.")
                .unit(Unit.SECONDS)
                .dataPoint(SummaryDataPointSnapshot.builder()
                        .labels(FIRST)
                        .count(0)
                        .sum(0)
                        .build())
                .build();
        List<Row<Tally>> rows = rows(tally, tally).subList(0, 1);

        assertEquals(theirs(format, same), own(format, page -> family.write(rows, page)));
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void descriptions(Format format) throws IOException {
        InfoSnapshot same = InfoSnapshot.builder()
                .name("some")
                .help("Some.")
                .dataPoint(InfoDataPointSnapshot.builder()
                        .labels(Labels.of("a", "1", "m", "2", "z", "3"))
                        .build())
                .build();

        assertEquals(theirs(format, same), own(format, page -> {
            page.family(PageWriter.Kind.INFO, "some", "", "Some.");
            page.info(LabelSet.NONE.with("m", "2").with("z", "3").with("a", "1"));
        }));
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void states(Format format) throws IOException {
        GaugeSnapshot.Builder same = GaugeSnapshot.builder().name("some").help("Some.");
        for (String each : List.of("failed", "running")) {
            same.dataPoint(GaugeDataPointSnapshot.builder()
                    .labels(FIRST.merge(Labels.of("state", each)))
                    .value(each.equals("running") ? 1 : 0)
                    .build());
        }
        States<String> states = new States<>("some", "Some.", List.of("failed", "running"), state -> state);

        assertEquals(
                theirs(format, same.build()),
                own(format, page -> states.write(rows("running", "").subList(0, 1), page)));
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void aFamilyWithoutSeriesIsNotThere(Format format) {
        Family.Gauge<Double> family = new Family.Gauge<>("some", "Some.", each -> each);
        String nothing = format == Format.TEXT ? "" : "# EOF\n";
        assertEquals(nothing, own(format, page -> family.write(List.of(), page)));
        assertEquals(nothing, own(format, page -> family.write(rows(Double.NaN, Double.NaN), page)));
    }

    @Test
    void aPageMayBeLongerThanItsBufferAndALabelTooLong() {
        String large = "x".repeat(100_000);
        List<Row<Double>> rows = Collections.nCopies(3_000, new Row<>(1.0, LabelSet.NONE.with("label", "value")));
        Family.Gauge<Double> family = new Family.Gauge<>("some", "Some.", each -> each);

        String page = own(Format.TEXT, writer -> {
            family.write(rows, writer);
            writer.value(LabelSet.NONE.with("label", large), 2);
        });

        assertEquals(3_003, page.lines().count());
        assertEquals(
                "some{label=\"value\"} 1.0",
                page.lines().skip(3_001).findFirst().orElseThrow());
        assertEquals(
                "some{label=\"" + large + "\"} 2.0",
                page.lines().skip(3_002).findFirst().orElseThrow());
    }
}
