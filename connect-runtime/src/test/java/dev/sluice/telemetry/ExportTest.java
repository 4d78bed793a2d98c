package dev.sluice.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.history.Field;
import dev.sluice.history.SeriesKey;
import dev.sluice.history.State;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Export, discovery and descriptors. It is 02:13:27, so the newest settled minute began at 02:12. */
class ExportTest {
    private static final String SECONDS = "1767233520";

    private final Cluster cluster = new Cluster();

    ExportTest() {
        cluster.connectors.add("od\"d");
        cluster.state("02:12", SeriesKey.connector("orders"), State.RUNNING);
        cluster.report("02:12", SeriesKey.task("orders", 0), Map.of(Field.SENT_BYTES, 184_320L, Field.STATE, 1L));
        cluster.state("02:12", SeriesKey.connector("od\"d"), State.FAILED);
        cluster.sent("02:13", "orders", 0, 99);
        cluster.sent("02:11", "orders", 0, 77);
    }

    private String export(Map<String, List<String>> parameters, boolean openMetrics) {
        return cluster.telemetry.export(parameters, openMetrics);
    }

    @Test
    void prometheusGetsTheNewestSettledMinuteWithMilliseconds() {
        String text = export(Map.of("resource.connector.id", List.of("lcc-a1b2c3")), false);
        assertTrue(
                text.startsWith(
                        "# HELP confluent_scrape_resource_access_error Whether a requested resource could not be read (1)"
                                + " or could (0).\n# TYPE confluent_scrape_resource_access_error gauge\n"
                                + "confluent_scrape_resource_access_error{resource_id=\"lcc-a1b2c3\","
                                + "resource_type=\"resource.connector.id\"} 0.0\n"),
                text);
        assertTrue(
                text.contains("# TYPE confluent_kafka_connect_sent_bytes gauge\n"
                        + "confluent_kafka_connect_sent_bytes{connector_id=\"lcc-a1b2c3\",connector_name=\"orders\"}"
                        + " 184320.0 " + SECONDS + "000\n"),
                text);
        assertTrue(
                text.contains(
                        "confluent_kafka_connect_sent_records{connector_id=\"lcc-a1b2c3\",connector_name=\"orders\"}"
                                + " 0.0 " + SECONDS + "000\n"),
                text);
        assertTrue(
                text.contains("confluent_kafka_connect_connector_status{connector_id=\"lcc-a1b2c3\","
                        + "connector_name=\"orders\",status=\"RUNNING\",plugin_type=\"source\"} 1.0 "),
                text);
        assertTrue(
                text.contains("confluent_kafka_connect_connector_task_status{connector_id=\"lcc-a1b2c3\","
                        + "connector_name=\"orders\",task=\"0\",status=\"RUNNING\",plugin_type=\"unknown\"} 1.0 "),
                text);
        assertFalse(text.contains("EOF"));
        assertFalse(text.contains("od\\\"d"));
    }

    @Test
    void openMetricsHasUnitsSecondsAndAnEnd() {
        String text = export(Map.of(), true);
        assertTrue(
                text.contains("# TYPE confluent_kafka_connect_sent_bytes gauge\n"
                        + "# UNIT confluent_kafka_connect_sent_bytes bytes\n# HELP "),
                text);
        assertTrue(text.contains("connector_name=\"orders\"} 184320.0 " + SECONDS + ".000\n"), text);
        assertTrue(text.contains("connector_name=\"od\\\"d\""), "everything, as no resource is named: " + text);
        assertTrue(text.endsWith("# EOF\n"));
    }

    @Test
    void resourcesMayBeNamedInEveryWay() {
        String both = export(
                Map.of("resource_connector_id", List.of("lcc-gone,od\"d"), "resource.connector.id", List.of("orders")),
                false);
        assertTrue(both.contains("connector_name=\"orders\""), both);
        assertTrue(both.contains("connector_name=\"od\\\"d\""), both);
        assertTrue(both.contains("{resource_id=\"lcc-gone\",resource_type=\"resource.connector.id\"} 1.0"), both);
        assertEquals(
                403,
                assertThrows(
                                TelemetryException.class,
                                () -> export(Map.of("resource.connector.id", List.of("x", "y")), false))
                        .status());
    }

    @Test
    void metricsMayBeChosenAndTheirFailuresShown() {
        String sent = Cluster.PREFIX + "sent_bytes";
        String text = export(Map.of("metric", List.of(sent), "debug_job_id", List.of("x")), false);
        assertTrue(text.contains("sent_bytes{"));
        assertFalse(text.contains("sent_records{"));
        assertThrows(TelemetryException.class, () -> export(Map.of("metric", List.of("io.confluent.x/y")), false));
        String shown = export(
                Map.of("metric", List.of(sent, "io.confluent.x/y"), "ignore_failed_metrics", List.of("true")), true);
        assertTrue(shown.contains("# TYPE export_status stateset\n"));
        assertTrue(shown.contains(
                "export_status{export_status=\"error\",metric=\"" + sent + "\",resource=\"connector\"} 0.0\n"));
        assertTrue(shown.contains("metric=\"io.confluent.x/y\",resource=\"unknown\"} 1.0\n"));
    }

    @Test
    void prometheusIsToldWhatToScrape() {
        JsonNode groups = Cluster.json(Cluster.text(cluster.telemetry.discovery(
                        "worker.example:8083",
                        "/v2/metrics/cloud/export",
                        Map.of("resource_type", List.of("connector"))))
                .replace("\\'", ""));
        assertEquals("worker.example:8083", groups.at("/0/targets/0").asText());
        assertEquals(
                "/v2/metrics/cloud/export",
                groups.at("/0/labels/__metrics_path__").asText());
        assertEquals(
                "lcc-a1b2c3,odd",
                groups.at("/0/labels/__param_resource_connector_id").asText());
        assertTrue(groups.at("/0/labels/__param_debug_job_id").asText().startsWith("sluice-"));
        assertEquals(
                "[]",
                Cluster.text(cluster.telemetry.discovery("h", "/e", Map.of("associated_kafka_id", List.of("lkc-0")))));
        for (Map<String, List<String>> wrong :
                List.of(Map.of("resource_type", List.of("toaster")), Map.of("env", List.of("a", "b")))) {
            assertEquals(
                    400,
                    assertThrows(TelemetryException.class, () -> cluster.telemetry.discovery("h", "/e", wrong))
                            .status());
        }
    }

    @Test
    void listsMetricsPageByPage() {
        Map<String, List<String>> ofConnectors = Map.of("resource_type", List.of("connector"));
        JsonNode all = Cluster.json(Cluster.text(cluster.telemetry.metricDescriptors("http://h/m", ofConnectors)));
        assertEquals(Cluster.PREFIX + "sent_records", all.at("/data/0/name").asText());
        assertEquals("COUNTER_INT64", all.at("/data/0/type").asText());
        assertTrue(all.at("/links").isNull());
        int total = all.at("/meta/pagination/total_size").asInt();
        assertEquals(total, all.get("data").size());

        JsonNode first = Cluster.json(Cluster.text(cluster.telemetry.metricDescriptors(
                "http://h/m", Map.of("resource_type", List.of("connector"), "page_size", List.of("10")))));
        assertEquals(10, first.get("data").size());
        String token = first.at("/meta/pagination/next_page_token").asText();
        assertEquals(
                "http://h/m?page_size=10&page_token=" + token + "&resource_type=connector",
                first.at("/links/next").asText());
        JsonNode second = Cluster.json(Cluster.text(cluster.telemetry.metricDescriptors(
                "http://h/m",
                Map.of(
                        "resource_type", List.of("connector"),
                        "page_size", List.of("10"),
                        "page_token", List.of(token)))));
        assertEquals(total - 10, second.get("data").size());
        assertThrows(
                TelemetryException.class,
                () -> cluster.telemetry.metricDescriptors("http://h/m", Map.of("page_size", List.of("1001"))));
        assertThrows(
                TelemetryException.class,
                () -> cluster.telemetry.metricDescriptors("http://h/m", Map.of("page_token", List.of(token))),
                "of another list");
    }

    @Test
    void clientsFindTheResourcesThatTheyLookFor() {
        String text = Cluster.text(cluster.telemetry.resourceDescriptors("http://h/r", Map.of()));
        for (String type : List.of("connector", "kafka", "ksql", "schema_registry")) {
            assertTrue(text.contains("{'type':'" + type + "',"), text);
        }
        assertTrue(text.contains("'labels':[{'key':'connector.id',"), text);
    }
}
