package dev.sluice.prometheus;

import dev.sluice.metrics.ErrorMeasures;
import dev.sluice.metrics.RebalanceMeasures;
import dev.sluice.metrics.SinkMeasures;
import dev.sluice.metrics.SourceMeasures;
import dev.sluice.metrics.TaskMeasures;
import dev.sluice.metrics.WorkerMeasures;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.utils.Time;

/**
 * All that a worker tells Prometheus, in its text format 0.0.4 or in OpenMetrics 1.0
 * (<a href="https://prometheus.io/docs/instrumenting/exposition_formats/">formats</a>). To write it takes no lock that a
 * task needs. Safe for use by many threads.
 */
public final class MetricsPage {
    private static final long PATIENCE_WITH_PLUGINS_MS = 1_000;
    /** So many lines that the JVM takes the trouble to compile what writes them. */
    private static final int PREPARED_TASKS = 100;

    private final Sources sources;
    private final PluginFamilies plugins;
    private JvmFamilies jvm;

    /** The format in which to write. */
    public enum Format {
        /** Prometheus' text format 0.0.4. */
        TEXT,
        /** OpenMetrics 1.0. */
        OPEN_METRICS;

        /** The media type with its version and character set. */
        public String contentType() {
            return switch (this) {
                case TEXT -> PrometheusTextFormatWriter.CONTENT_TYPE;
                case OPEN_METRICS -> OpenMetricsTextFormatWriter.CONTENT_TYPE;
            };
        }
    }

    /**
     * Where it comes from.
     *
     * @param identity   what the worker is, as labels
     * @param worker     the worker, its connectors and its tasks
     * @param rebalances its rebalances
     * @param plugins    what its plugins have registered
     * @param cluster    asked for each page; answers at once
     */
    public record Sources(
            Map<String, String> identity,
            WorkerMeasures worker,
            RebalanceMeasures rebalances,
            PluginSeries plugins,
            Supplier<ClusterFigures> cluster) {
        public Sources {
            identity = Map.copyOf(identity);
        }
    }

    /**
     * @param pluginThread calls plugins for what they measure, and nothing else
     */
    public MetricsPage(Sources sources, ExecutorService pluginThread) {
        this.sources = sources;
        this.plugins = new PluginFamilies(sources.plugins(), pluginThread, PATIENCE_WITH_PLUGINS_MS);
    }

    /** Writes everything as it is now. */
    public void write(Format format, OutputStream out) throws IOException {
        try {
            writeOwn(new PageWriter(format, out));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        ExpositionFormatWriter writer =
                switch (format) {
                    case TEXT -> PrometheusTextFormatWriter.create();
                    case OPEN_METRICS -> OpenMetricsTextFormatWriter.create();
                };
        // Last, as it ends a page of OpenMetrics.
        writer.write(out, ofOthers());
    }

    private void writeOwn(PageWriter page) {
        WorkerFamilies.write(sources, page);
        List<Family.Row<TaskMeasures>> tasks = new ArrayList<>();
        for (TaskMeasures task : sources.worker().tasks()) {
            tasks.add(row(task));
        }
        TaskFamilies.write(tasks, page);
        PathFamilies.write(tasks, page);
        page.flush();
    }

    /**
     * Goes once, in silence, through all that a page takes: it is long, and the first one would wait for the JVM to load and
     * compile what writes it. Asks neither plugins nor the group.
     */
    public void prepare() throws IOException {
        PageWriter page = new PageWriter(Format.OPEN_METRICS, OutputStream.nullOutputStream());
        try (Metrics nobodys = new Metrics()) {
            TaskMeasures task = new TaskMeasures(nobodys, "none", 0, Time.SYSTEM);
            SourceMeasures source = new SourceMeasures(task, true);
            source.settle();
            SinkMeasures sink = new SinkMeasures(task);
            sink.partitions(0);
            ErrorMeasures errors = new ErrorMeasures(task);
            errors.skipped();
            List<Family.Row<TaskMeasures>> tasks = Collections.nCopies(PREPARED_TASKS, row(task));
            TaskFamilies.write(tasks, page);
            PathFamilies.write(tasks, page);
        }
        MetricSnapshots.Builder ofJvm = MetricSnapshots.builder();
        jvm().addTo(ofJvm);
        OpenMetricsTextFormatWriter.create().write(OutputStream.nullOutputStream(), ofJvm.build());
    }

    private static Family.Row<TaskMeasures> row(TaskMeasures task) {
        return new Family.Row<>(task, LabelSet.of(Map.of("connector", task.connector(), "task", task.task())));
    }

    /** What the worker does not measure itself. */
    private MetricSnapshots ofOthers() {
        MetricSnapshots.Builder families = MetricSnapshots.builder();
        plugins.read().forEach(families::metricSnapshot);
        jvm().addTo(families);
        return families.build();
    }

    /** Made for the first page: a worker that nobody scrapes does not wait for it when it starts. */
    private synchronized JvmFamilies jvm() {
        if (jvm == null) {
            jvm = new JvmFamilies();
        }
        return jvm;
    }
}
