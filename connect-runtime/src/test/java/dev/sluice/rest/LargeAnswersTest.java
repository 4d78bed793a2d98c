package dev.sluice.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** Which answers are compressed, and that they say the same. */
class LargeAnswersTest {
    private static final List<String> LARGE = List.of("/connectors", "/connectors?expand=status");

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private static TestWorker worker(Map<String, String> config) {
        TestWorker worker = TestWorker.serving(config);
        for (int i = 0; i < 300; i++) {
            worker.service.add("connector-" + i, Map.of("name", "connector-" + i, "long", "x"));
        }
        return worker;
    }

    private HttpResponse<byte[]> get(URI base, String path, String... headers) throws Exception {
        return client.send(
                HttpRequest.newBuilder(base.resolve(path)).headers(headers).build(), BodyHandlers.ofByteArray());
    }

    private static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    private static String unpacked(HttpResponse<byte[]> answer) throws Exception {
        return new String(
                new GZIPInputStream(new ByteArrayInputStream(answer.body())).readAllBytes(), StandardCharsets.UTF_8);
    }

    @Test
    void aLargeAnswerIsCompressedForWhoAcceptsIt() throws Exception {
        try (TestWorker worker = worker(Map.of())) {
            for (String path : LARGE) {
                HttpResponse<byte[]> answer = get(worker.server.url(), path, "Accept-Encoding", "deflate, gzip;q=0.5");

                assertEquals(200, answer.statusCode());
                assertEquals("gzip", header(answer, "Content-Encoding"), path);
                assertEquals("Accept-Encoding", header(answer, "Vary"));
                assertEquals("application/json", header(answer, "Content-Type"));
                HttpResponse<String> plain = worker.get(path);
                assertEquals(plain.body(), unpacked(answer));
                assertTrue(answer.body().length < plain.body().length() / 2, path);
                assertEquals("", header(plain, "Content-Encoding"));
            }
        }
    }

    @Test
    void itHasTheTagOfThePlainOneAndNeedNotBeSentAgain() throws Exception {
        try (TestWorker worker = worker(Map.of())) {
            for (String path : LARGE) {
                HttpResponse<byte[]> packed = get(worker.server.url(), path, "Accept-Encoding", "gzip");
                String tag = header(packed, "ETag");
                assertEquals(header(worker.get(path), "ETag"), tag);
                assertTrue(tag.startsWith("W/"), tag);

                HttpResponse<byte[]> again =
                        get(worker.server.url(), path, "Accept-Encoding", "gzip", "If-None-Match", tag);

                assertEquals(304, again.statusCode());
                assertEquals(0, again.body().length);
                assertEquals("", header(again, "Content-Encoding"));
                assertEquals(304, worker.get(path, "If-None-Match", tag).statusCode());
            }
        }
    }

    @Test
    void allOthersStayAsTheyAre() throws Exception {
        try (TestWorker worker = worker(Map.of())) {
            URI url = worker.server.url();
            assertEquals("", header(get(url, "/connectors", "Accept-Encoding", "gzip;q=0"), "Content-Encoding"));
            HttpResponse<byte[]> small = get(url, "/connectors/connector-1", "Accept-Encoding", "gzip");
            assertEquals("", header(small, "Content-Encoding"));
            assertEquals(
                    worker.get("/connectors/connector-1").body(), new String(small.body(), StandardCharsets.UTF_8));
            HttpResponse<byte[]> missing = get(url, "/connectors/" + "y".repeat(3_000), "Accept-Encoding", "gzip");
            assertEquals(404, missing.statusCode());
            assertEquals("", header(missing, "Content-Encoding"));
            HttpResponse<byte[]> metrics = get(url, "/metrics", "Accept-Encoding", "gzip");
            assertTrue(unpacked(metrics).contains("kafka_connect_worker_leader"), "compressed once");
        }
        try (TestWorker worker = worker(Map.of("rest.additions.enable", "false"))) {
            HttpResponse<byte[]> plain = get(worker.server.url(), "/connectors", "Accept-Encoding", "gzip");
            assertEquals("", header(plain, "Content-Encoding"), "as Apache's worker answers");
        }
    }
}
