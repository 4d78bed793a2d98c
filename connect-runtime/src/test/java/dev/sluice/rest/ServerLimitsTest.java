package dev.sluice.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.sluice.service.Health;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

@Timeout(60)
class ServerLimitsTest {

    private static HttpResponse<String> post(URI url, HttpRequest.BodyPublisher body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(url.resolve("connectors"))
                .header("Content-Type", "application/json")
                .POST(body)
                .build();
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .build()
                .send(request, BodyHandlers.ofString());
    }

    @Test
    void bodiesBeyondTheLimitAreRefused() throws Exception {
        String small = "{\"name\":\"a\",\"config\":{\"k\":\"v\"}}";
        String large = "{\"name\":\"b\",\"config\":{\"k\":\"" + "v".repeat(1_000) + "\"}}";
        try (TestWorker worker = TestWorker.serving(Map.of("rest.request.max.bytes", "500"))) {
            URI url = worker.server.url();
            assertEquals(
                    201, post(url, HttpRequest.BodyPublishers.ofString(small)).statusCode());
            HttpResponse<String> known = post(url, HttpRequest.BodyPublishers.ofString(large));
            HttpResponse<String> chunked = post(
                    url,
                    HttpRequest.BodyPublishers.fromPublisher(
                            HttpRequest.BodyPublishers.ofByteArray(large.getBytes(StandardCharsets.UTF_8))));
            for (HttpResponse<String> refused : List.of(known, chunked)) {
                assertEquals(413, refused.statusCode());
                assertTrue(refused.body().contains("rest.request.max.bytes"), refused.body());
            }
            assertFalse(worker.service.configs.containsKey("b"));
        }
    }

    @Test
    void requestsUnderWayAreAnsweredBeforeTheServerStops() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CompletableFuture<Health> health = new CompletableFuture<>() {
            @Override
            public Health get(long timeout, TimeUnit unit)
                    throws InterruptedException, java.util.concurrent.ExecutionException,
                            java.util.concurrent.TimeoutException {
                asked.countDown();
                return super.get(timeout, unit);
            }
        };
        TestWorker worker = TestWorker.serving(Map.of());
        worker.service.health = health;
        CompletableFuture<HttpResponse<String>> answer = CompletableFuture.supplyAsync(() -> worker.get("/health"));
        asked.await();
        Thread stopping = new Thread(worker::close);
        stopping.start();
        health.complete(Health.HEALTHY);
        assertEquals(200, answer.get().statusCode());
        stopping.join();
    }

    @Test
    void requestsAreLoggedWhereUsersLookForThem() {
        Logger log = (Logger) LoggerFactory.getLogger("org.apache.kafka.connect.runtime.rest.RestServer");
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        Level before = log.getLevel();
        log.setLevel(Level.INFO);
        log.addAppender(lines);
        try (TestWorker worker = TestWorker.serving(Map.of())) {
            worker.get("/connectors?expand=status", "User-Agent", "the-test");
        } finally {
            log.detachAppender(lines);
            log.setLevel(before);
        }
        assertTrue(
                lines.list.stream()
                        .map(ILoggingEvent::getFormattedMessage)
                        .anyMatch(line -> line.contains("\"GET /connectors?expand=status HTTP/1.1\" 200")
                                && line.contains("the-test")),
                () -> lines.list.toString());
    }
}
