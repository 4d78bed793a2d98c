package dev.sluice.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Requests that are put together by chance from what is right, odd and broken. Each gets one answer in HTTP, an error is
 * told without a stack trace, and the server stays well.
 */
class HostileRequestsTest {
    private static final int REQUESTS = 400;
    private static final TestWorker WORKER = TestWorker.serving(Map.of());

    private static final List<String> METHODS = List.of(
            "GET", "GET", "PUT", "POST", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE", "CONNECT", "X", "get", "G T");
    private static final List<String> SEGMENTS = List.of(
            "connectors",
            "connector-plugins",
            "admin",
            "loggers",
            "health",
            "config",
            "validate",
            "status",
            "tasks",
            "0",
            "restart",
            "pause",
            "resume",
            "stop",
            "topics",
            "reset",
            "offsets",
            "fence",
            "apply",
            "x",
            "",
            ".",
            "..",
            "%2e%2e",
            "%2F",
            "%00",
            "%",
            "%zz",
            "%c3%28",
            "\u00fc",
            "a b",
            ";x=y",
            "{x}",
            "<script>",
            "-1",
            "99999999999999999999",
            "%F0%9F%98%80",
            "\\",
            "\"",
            "'",
            "*",
            "a".repeat(5000));
    private static final List<String> QUERIES = List.of(
            "",
            "",
            "?",
            "?expand=status",
            "?expand=info&expand=x",
            "?forward=true",
            "?forward=x",
            "?includeTasks=1",
            "?onlyFailed=true",
            "?scope=cluster",
            "?version=[1",
            "?connectorsOnly=",
            "?%zz=%",
            "?a=b=c&&&=",
            "?dryRun=true",
            "?" + "q".repeat(9000));
    private static final List<String> HEADERS = List.of(
            "Content-Type: application/json",
            "Content-Type: text/plain",
            "Content-Type: ;;;",
            "Content-Type:",
            "Accept: application/json",
            "Accept: ;q=9",
            "Accept: \u00fc",
            "Accept: text/html;level=*",
            "If-None-Match: \"x",
            "If-None-Match: W/*",
            "Authorization: Basic !!!",
            "X-Connect-Authorization: AAAA",
            "X-Connect-Request-Signature-Algorithm: HmacSHA256",
            "X-Connect-Request-Signature-Algorithm: \u0001",
            "Expect: 100-continue",
            "Transfer-Encoding: chunked",
            "Transfer-Encoding: x",
            "Content-Encoding: gzip",
            "Range: bytes=9-1",
            "Origin: \"",
            "Host: ",
            "Host: a b",
            ": x",
            "X",
            "X-Long: " + "x".repeat(9000),
            "X-Nul: \u0000");

    /** How often a request may stay without an answer. */
    private static final int ATTEMPTS = 20;

    private static final List<String> BODIES = List.of(
            "",
            "{}",
            "[]",
            "null",
            "\"x\"",
            "1",
            "{\"name\": \"n\", \"config\": {\"connector.class\": \"c\"}}",
            "{\"connector.class\": \"c\", \"name\": \"x\"}",
            "{\"level\": \"DEBUG\"}",
            "[{\"task.class\": \"t\"}]",
            "{\"offsets\": [{\"partition\": {\"a\": 1}, \"offset\": null}]}",
            "{\"connectors\": {}}",
            "{\"name\": \"n\", \"config\": {}, \"initial_state\": \"X\"}",
            "[".repeat(2000),
            "{\"a\":".repeat(1500),
            "{\"a\": " + "1".repeat(2000) + "}",
            "\u0000\u0001\u0002",
            "{\"a\": \"\ud83d",
            "\ufeff{}",
            "{'a': 1}",
            "NaN");

    @AfterAll
    static void stop() {
        WORKER.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void eachGetsAnAnswerWithoutAStackTrace(long seed) throws IOException {
        Random random = new Random(seed);
        for (int i = 0; i < REQUESTS; i++) {
            String request = request(random);
            String shown =
                    "seed " + seed + ", request " + i + ": " + request.substring(0, Math.min(300, request.length()));
            String answer = answer(request);
            assertTrue(answer.startsWith("HTTP/1.1 "), shown + "\n" + answer);
            assertFalse(answer.contains("\tat ") || answer.contains("\n\tat"), shown + "\n" + answer);
            assertFalse(answer.contains("dev.sluice."), shown + "\n" + answer);
        }
        assertEquals(200, WORKER.get("/connectors").statusCode());
    }

    private static String request(Random random) {
        StringBuilder path = new StringBuilder();
        for (int depth = random.nextInt(6); depth >= 0; depth--) {
            path.append('/').append(one(SEGMENTS, random));
        }
        String body = mutated(one(BODIES, random), random);
        StringBuilder request = new StringBuilder();
        request.append(one(METHODS, random))
                .append(' ')
                .append(path)
                .append(one(QUERIES, random))
                .append(" HTTP/1.1\r\n");
        if (random.nextInt(20) > 0) {
            request.append("Host: localhost\r\n");
        }
        for (int headers = random.nextInt(4); headers > 0; headers--) {
            request.append(one(HEADERS, random)).append("\r\n");
        }
        int length = body.getBytes(StandardCharsets.UTF_8).length;
        request.append("Content-Length: ")
                .append(random.nextInt(20) == 0 ? -1 : length)
                .append("\r\n");
        return request.append("Connection: close\r\n\r\n").append(body).toString();
    }

    private static String mutated(String body, Random random) {
        if (body.isEmpty() || random.nextInt(3) > 0) {
            return body;
        }
        int at = random.nextInt(body.length());
        return body.substring(0, at) + (char) random.nextInt(256) + body.substring(at + random.nextInt(2));
    }

    private static String one(List<String> all, Random random) {
        return all.get(random.nextInt(all.size()));
    }

    /**
     * What the worker says to a request. A server that closes before it has read all of one resets the connection, which
     * can throw away an answer that is under way, so an empty one is asked for again.
     */
    private static String answer(String request) throws IOException {
        String answer = "";
        for (int attempt = 0; attempt < ATTEMPTS && answer.isEmpty(); attempt++) {
            answer = send(request);
        }
        return answer;
    }

    private static String send(String request) throws IOException {
        try (Socket socket =
                new Socket(WORKER.server.url().getHost(), WORKER.server.url().getPort())) {
            socket.setSoTimeout(30_000);
            try {
                socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
                // What waits for more is told that there is none.
                socket.shutdownOutput();
            } catch (IOException refusedBeforeTheEnd) {
                // What the server said before it closed can still be read.
            }
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
