package dev.sluice.rest;

import ch.qos.logback.classic.LoggerContext;
import dev.sluice.config.WorkerConfig;
import dev.sluice.events.EventHistory;
import dev.sluice.logging.LogbackLevels;
import dev.sluice.logging.RecentLines;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;

/** A REST server on a free port with a {@link FakeService} behind it, and a client. */
final class TestWorker implements AutoCloseable {
    static final Instant NOW = Instant.ofEpochMilli(1_700_000_000_000L);

    final FakeService service = new FakeService();
    final LoggerContext loggers = new LoggerContext();
    final RestServer server;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private TestWorker(RestServer server) {
        this.server = server;
    }

    static WorkerConfig config(Map<String, String> more) {
        Map<String, String> properties = new HashMap<>(Map.of(
                "bootstrap.servers", "localhost:9092",
                "group.id", "g",
                "config.storage.topic", "c",
                "offset.storage.topic", "o",
                "status.storage.topic", "s",
                "key.converter", "org.apache.kafka.connect.storage.StringConverter",
                "value.converter", "org.apache.kafka.connect.storage.StringConverter",
                "listeners", "http://127.0.0.1:0"));
        properties.putAll(more);
        return WorkerConfig.distributed(properties);
    }

    /** Bound, but not serving yet. */
    static TestWorker bound(Map<String, String> more) {
        TestWorker worker = new TestWorker(new RestServer(config(more), "start"));
        worker.server.bind();
        return worker;
    }

    static TestWorker serving(Map<String, String> more) {
        TestWorker worker = bound(more);
        worker.serve();
        return worker;
    }

    void serve() {
        server.serve(new Served(
                service,
                new LogbackLevels(loggers, Clock.fixed(NOW, ZoneOffset.UTC)),
                null,
                new TestInstruments(),
                new Insight(new EventHistory(Clock.fixed(NOW, ZoneOffset.UTC)), new RecentLines()),
                null));
    }

    HttpResponse<String> get(String path, String... headers) {
        return send("GET", path, null, headers);
    }

    /** Sends a body as JSON. */
    HttpResponse<String> json(String method, String path, String body) {
        return send(method, path, body, "Content-Type", "application/json");
    }

    HttpResponse<String> send(String method, String path, String body, String... headers) {
        return send(server.url(), method, path, body, headers);
    }

    HttpResponse<String> send(URI base, String method, String path, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
