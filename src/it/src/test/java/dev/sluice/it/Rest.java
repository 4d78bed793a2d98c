package dev.sluice.it;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;

/** Calls a worker's REST API as a user would. */
public final class Rest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final URI base;
    private final HttpClient client;

    public Rest(URI base) {
        this(base, HttpClient.newBuilder());
    }

    /** Calls over TLS. */
    public Rest(URI base, SSLContext tls) {
        this(base, HttpClient.newBuilder().sslContext(tls));
    }

    private Rest(URI base, HttpClient.Builder client) {
        this.base = base;
        this.client = client.connectTimeout(Duration.ofSeconds(5)).build();
    }

    /**
     * @param body empty text where the answer had none
     */
    public record Answer(int status, String body) {
        public JsonNode json() {
            try {
                return JSON.readTree(body);
            } catch (IOException e) {
                throw new AssertionError("not JSON: " + body, e);
            }
        }
    }

    public Answer get(String path) {
        return send("GET", path, null);
    }

    public Answer put(String path, Map<String, ?> body) {
        return send("PUT", path, body);
    }

    public Answer post(String path, Map<String, ?> body) {
        return send("POST", path, body);
    }

    /** Sends a body as it is. */
    public Answer patch(String path, String json) {
        return exchange("PATCH", path, json, Map.of());
    }

    public Answer delete(String path) {
        return send("DELETE", path, null);
    }

    /** Posts a body as it is, with headers. */
    public Answer post(String path, String json, Map<String, String> headers) {
        return exchange("POST", path, json, headers);
    }

    private Answer send(String method, String path, Map<String, ?> body) {
        try {
            return exchange(method, path, body == null ? null : JSON.writeValueAsString(body), Map.of());
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private Answer exchange(String method, String path, String json, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path)).timeout(Duration.ofSeconds(100));
        headers.forEach(request::header);
        if (json == null) {
            request.method(method, HttpRequest.BodyPublishers.noBody());
        } else {
            request.header("Content-Type", "application/json")
                    .method(method, HttpRequest.BodyPublishers.ofString(json));
        }
        try {
            HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body());
        } catch (IOException e) {
            return new Answer(0, String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Makes a call again as long as its answer is 409, as clients do during a rebalance. */
    public static Answer settled(Supplier<Answer> call) {
        Answer[] last = new Answer[1];
        Await.until("an answer other than 409", () -> {
            last[0] = call.get();
            return last[0].status() != 409;
        });
        return last[0];
    }

    /** Waits until a connector and its tasks run. */
    public void awaitRunning(String connector, int tasks) {
        Await.until(
                "connector " + connector + " runs with " + tasks + " task(s)",
                () -> {
                    Answer answer = get("/connectors/" + connector + "/status");
                    if (answer.status() != 200) {
                        return false;
                    }
                    JsonNode status = answer.json();
                    int running = 0;
                    for (JsonNode task : status.path("tasks")) {
                        if (task.get("state").asText().equals("FAILED")) {
                            throw new AssertionError(answer.body());
                        }
                        running += task.get("state").asText().equals("RUNNING") ? 1 : 0;
                    }
                    return status.at("/connector/state").asText().equals("RUNNING") && running == tasks;
                },
                () -> get("/connectors/" + connector + "/status").body());
    }
}
