package dev.sluice.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What Prometheus gets of a worker that runs a source and a sink. */
@Timeout(600)
class PrometheusIT {
    private static final String OPEN_METRICS = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    private static final String SINK = "{connector=\"sink\",task=\"0\"}";
    private static final String SOURCE = "{connector=\"source\",task=\"0\"}";

    @TempDir
    private static Path directory;

    private static EmbeddedKafka kafka;
    private static ScriptedWorker worker;

    @BeforeAll
    static void start() throws Exception {
        kafka = EmbeddedKafka.start();
        kafka.createTopics(Map.of("scraped", 2));
        worker = ScriptedWorker.start(
                kafka,
                directory,
                "prometheus",
                "metric.reporters",
                NotingReporter.class.getName(),
                "producer.metric.reporters",
                NotingReporter.class.getName(),
                "consumer.metric.reporters",
                NotingReporter.class.getName(),
                "metrics.context.stage",
                "test");
        worker.write("scraped", 0, "a", "b", "poison");
        worker.sink(
                "sink",
                "topics",
                "scraped",
                "errors.tolerance",
                "all",
                "errors.deadletterqueue.topic.name",
                "letters",
                "errors.deadletterqueue.topic.replication.factor",
                "1",
                "transforms",
                "picky",
                "transforms.picky.type",
                "example.Picky");
        worker.put(
                "source",
                "example.MeasuredSource",
                "topic",
                "scraped-too",
                "send",
                "x,y,z",
                "transforms",
                "measured",
                "transforms.measured.type",
                "example.MeasuredTransform");
        worker.put("doomed", "example.ScriptedSource", "on.start", "fail");
        Await.until("everything is counted", () -> {
            Exposition page = Exposition.text(text());
            return Double.valueOf(3).equals(page.value("kafka_connect_source_task_written_records_total" + SOURCE))
                    && Double.valueOf(2).equals(page.value("kafka_connect_sink_task_sent_records_total" + SINK))
                    && page.value("kafka_connect_sink_task_lag_max_records" + SINK) != null
                    && page.value("kafka_connect_task_last_offset_commit_timestamp_seconds" + SINK) != null
                    && page.value("kafka_connect_task_last_offset_commit_timestamp_seconds" + SOURCE) != null
                    && Double.valueOf(1).equals(page.value("kafka_connect_cluster_tasks{state=\"failed\"}"));
        });
    }

    @AfterAll
    static void stop() {
        try {
            worker.close();
        } finally {
            kafka.close();
        }
    }

    private static HttpResponse<byte[]> scrape(String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(worker.url().resolve("/metrics"));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String text() {
        HttpResponse<byte[]> answer = scrape();
        assertEquals(200, answer.statusCode());
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    private static String type(HttpResponse<byte[]> answer) {
        return answer.headers().firstValue("Content-Type").orElseThrow();
    }

    @Test
    void theFiguresAreThoseOfTheWork() {
        Exposition page = Exposition.text(text());

        assertEquals(3, page.value("kafka_connect_source_task_polled_records_total" + SOURCE));
        assertEquals(0, page.value("kafka_connect_source_task_active_records" + SOURCE));
        assertEquals(3, page.value("kafka_connect_sink_task_read_records_total" + SINK));
        assertEquals(2, page.value("kafka_connect_sink_task_partitions" + SINK));
        assertEquals(1, page.value("kafka_connect_task_dead_letters_total" + SINK));
        assertEquals(1, page.value("kafka_connect_task_skipped_records_total" + SINK));
        assertEquals(0, page.value("kafka_connect_sink_task_lag_max_records" + SINK));
        assertEquals(
                0,
                page.value("kafka_connect_sink_task_lag_records"
                        + "{connector=\"sink\",partition=\"0\",task=\"0\",topic=\"scraped\"}"));
        assertEquals(1, page.value("kafka_connect_task_state{connector=\"sink\",state=\"running\",task=\"0\"}"));
        assertEquals(0, page.value("kafka_connect_task_state{connector=\"sink\",state=\"failed\",task=\"0\"}"));
        assertEquals(1, page.value("kafka_connect_task_state{connector=\"doomed\",state=\"failed\",task=\"0\"}"));
        assertEquals(1, page.value("kafka_connect_connector_state{connector=\"source\",state=\"running\"}"));
        assertEquals(3, page.value("kafka_connect_cluster_connectors{state=\"running\"}"));
        assertEquals(2, page.value("kafka_connect_cluster_tasks{state=\"running\"}"));
        assertEquals(3, page.value("kafka_connect_worker_connectors"));
        assertEquals(1, page.value("kafka_connect_worker_leader"));
        assertEquals(1, page.value("kafka_connect_worker_group_member"));
        assertEquals(1, page.value("kafka_connect_worker_task_startups_total{result=\"failure\"}"));
        assertEquals(2, page.value("kafka_connect_worker_task_startups_total{result=\"success\"}"));
        assertTrue(page.value("kafka_connect_worker_rebalance_seconds_count") > 0);
        assertTrue(page.value("kafka_connect_task_transform_seconds_total" + SOURCE) > 0);
        assertTrue(page.value("kafka_connect_task_convert_seconds_total" + SOURCE) > 0);
        assertEquals(
                1,
                page.value("kafka_connect_plugin_rows_behind"
                        + "{connector=\"source\",own=\"tag\",task=\"0\",transformation=\"measured\"}"));
        assertEquals(6, page.value("kafka_connect_plugin_rows_behind{connector=\"source\",own=\"tag\"}"));
        assertTrue(page.value("process_start_time_seconds") > 0);
        assertNull(page.value("jvm_threads_deadlocked"));
    }

    @Test
    void countersOnlyRise() {
        Exposition before = Exposition.text(text());
        Exposition after = Exposition.text(text());

        before.types().forEach((family, type) -> {
            if (type.equals("counter")) {
                before.series().forEach((series, value) -> {
                    if (series.startsWith(family)) {
                        assertTrue(after.value(series) >= value, series);
                    }
                });
            }
        });
    }

    @Test
    void bothFormatsTellTheSame() {
        HttpResponse<byte[]> open =
                scrape("Accept", "application/openmetrics-text;version=1.0.0;q=0.5,text/plain;q=0.3,*/*;q=0.2");
        HttpResponse<byte[]> plain = scrape("Accept", "text/plain;version=0.0.4;q=0.5,*/*;q=0.1");

        assertEquals(OPEN_METRICS, type(open));
        assertEquals("text/plain; version=0.0.4; charset=utf-8", type(plain));
        Exposition openPage = Exposition.openMetrics(new String(open.body(), StandardCharsets.UTF_8));
        Exposition plainPage = Exposition.text(new String(plain.body(), StandardCharsets.UTF_8));
        assertEquals(ours(plainPage), ours(openPage));
    }

    private static Set<String> ours(Exposition page) {
        Set<String> names = new TreeSet<>();
        page.series().keySet().stream()
                .filter(name -> name.startsWith("kafka_connect_"))
                .forEach(names::add);
        return names;
    }

    /** Whoever reports metrics elsewhere has to know whose they are (KIP-606). */
    @Test
    void reportersAreToldWhoseMetricsTheyGet() throws Exception {
        String clusterId;
        try (Admin admin = kafka.admin()) {
            clusterId = admin.describeCluster().clusterId().get();
        }
        for (String namespace : Set.of("kafka.connect", "kafka.producer", "kafka.consumer")) {
            Map<String, String> wanted = Map.of(
                    "_namespace",
                    namespace,
                    "connect.kafka.cluster.id",
                    clusterId,
                    "connect.group.id",
                    "prometheus",
                    "stage",
                    "test");
            assertTrue(
                    NotingReporter.CONTEXTS.contains(wanted), () -> wanted + " is not in " + NotingReporter.CONTEXTS);
        }
    }

    @Test
    void thePageIsCompressedOnRequest() throws IOException {
        HttpResponse<byte[]> answer = scrape("Accept-Encoding", "gzip");

        assertEquals("gzip", answer.headers().firstValue("Content-Encoding").orElseThrow());
        byte[] page = new GZIPInputStream(new ByteArrayInputStream(answer.body())).readAllBytes();
        assertTrue(page.length > answer.body().length);
        Exposition.text(new String(page, StandardCharsets.UTF_8));
    }

    @Test
    void namesFollowTheConventions() {
        Exposition page = Exposition.text(text());

        page.types().forEach((name, type) -> {
            if (name.startsWith("kafka_connect_")) {
                assertTrue(name.matches("[a-z][a-z0-9_]*"), name);
                assertEquals(type.equals("counter"), name.endsWith("_total"), name);
                assertTrue(page.help().get(name).endsWith("."), name);
                assertTrue(
                        Stream.of("_ms", "_millis", "_kb", "_percent", "_ratio_percent", "_count", "_sum")
                                .noneMatch(name::endsWith),
                        name);
            }
        });
    }

    /** The maintainers' own check, where Debian's package prometheus is installed. */
    @Test
    void promtoolHasNothingToSay() throws Exception {
        assumeTrue(
                Stream.of(System.getenv("PATH").split(File.pathSeparator))
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "promtool"))),
                "promtool is not installed");
        Path page = Files.write(directory.resolve("metrics.txt"), scrape().body());
        Path said = directory.resolve("promtool.out");
        Process promtool = new ProcessBuilder(List.of("promtool", "check", "metrics"))
                .redirectInput(page.toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();

        int code = promtool.waitFor();

        assertEquals("", Files.readString(said));
        assertEquals(0, code);
    }
}
