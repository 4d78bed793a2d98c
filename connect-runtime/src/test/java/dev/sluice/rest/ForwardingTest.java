package dev.sluice.rest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sluice.model.SessionKey;
import dev.sluice.service.RequestSignature;
import dev.sluice.service.ServiceException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A worker that has to ask another; the other is a bare HTTP server. */
class ForwardingTest {
    private static final List<String> HEADERS =
            List.of("Accept", "User-agent", "Content-type", "Authorization", "Cookie");

    private final TestWorker worker =
            TestWorker.serving(Map.of("session.timeout.ms", "600", "heartbeat.interval.ms", "200"));
    private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
    private final HttpServer other;
    private int status = 204;
    private String body = "";
    private Runnable afterAnswer = () -> {};

    ForwardingTest() throws IOException {
        other = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        other.createContext("/", this::answer);
        other.start();
    }

    private void answer(HttpExchange exchange) {
        try (exchange) {
            StringBuilder request = new StringBuilder(exchange.getRequestMethod() + " " + exchange.getRequestURI());
            for (String header : HEADERS) {
                String value = exchange.getRequestHeaders().getFirst(header);
                request.append(value == null ? "" : " " + header + "=" + value);
            }
            received.add(request + " " + new String(exchange.getRequestBody().readAllBytes(), UTF_8));
            byte[] bytes = body.getBytes(UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
            afterAnswer.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String otherUrl() {
        return "http://127.0.0.1:" + other.getAddress().getPort() + "/prefix/";
    }

    @BeforeEach
    void otherWorkerLeads() {
        worker.service.failure = Optional.of(new ServiceException.NotHere("not leader", Optional.of(otherUrl())));
    }

    @AfterEach
    void stop() {
        worker.close();
        other.stop(0);
    }

    @Test
    void passesBodyAndAuthorizationOnAndNothingElse() {
        status = 201;
        body = "{\"name\":\"x\",\"config\":{},\"tasks\":[],\"type\":\"sink\"}";
        HttpResponse<String> answer = worker.send(
                "POST",
                "/connectors",
                "{\"name\":\"x\",\"config\":{\"a\":1},\"initial_state\":\"Paused\"}",
                "Content-Type",
                "application/json",
                "Authorization",
                "Basic eDp5",
                "Cookie",
                "c=1");
        assertEquals(201, answer.statusCode());
        assertEquals(body, answer.body());
        assertEquals(
                worker.server.url() + "connectors/x",
                answer.headers().firstValue("Location").orElseThrow());
        assertEquals(
                "POST /prefix/connectors?forward=true Accept=application/json User-agent=kafka-connect"
                        + " Content-type=application/json Authorization=Basic eDp5"
                        + " {\"name\":\"x\",\"config\":{\"a\":\"1\",\"name\":\"x\"},\"initial_state\":\"PAUSED\"}",
                received.remove());
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "DELETE, /connectors/a%20b, 204, -, DELETE /prefix/connectors/a%20b?forward=true",
                "PUT, /connectors/x/stop?forward=true, 204, -, PUT /prefix/connectors/x/stop?forward=false",
                "POST, /connectors/x/tasks/1/restart, 204, -, POST /prefix/connectors/x/tasks/1/restart?forward=true",
                "POST, /connectors/x/restart, 204, -,"
                        + " POST /prefix/connectors/x/restart?includeTasks=false&onlyFailed=false&forward=true",
                "PUT, /connectors/x/fence, 204, -, PUT /prefix/connectors/x/fence?forward=true",
                "POST, /connectors/x/restart?onlyFailed=true, 202, {},"
                        + " POST /prefix/connectors/x/restart?includeTasks=false&onlyFailed=true&forward=true",
            })
    void forwardsWithoutABody(String method, String path, int expected, String json, String forwarded) {
        status = expected;
        body = json == null ? "" : json;
        assertEquals(expected, worker.send(method, path, null).statusCode());
        assertEquals(forwarded + " Accept=application/json User-agent=kafka-connect ", received.remove());
    }

    @ParameterizedTest
    @CsvSource({"200", "201"})
    void tellsCreatedFromReplacedByTheOthersStatus(int remote) {
        status = remote;
        body = "{}";
        assertEquals(remote, worker.json("PUT", "/connectors/x/config", "{}").statusCode());
    }

    @Test
    void forwardsNoThirdTime() {
        assertEquals(
                409, worker.send("DELETE", "/connectors/x?forward=false", null).statusCode());
        assertTrue(received.isEmpty());
    }

    @Test
    void answersConflictWhileNoLeaderIsKnown() {
        worker.service.failure = Optional.of(new ServiceException.NotHere("no leader", Optional.empty()));
        HttpResponse<String> answer = worker.send("DELETE", "/connectors/x", null);
        assertEquals(409, answer.statusCode());
        assertTrue(
                answer.body()
                        .contains("Cannot complete request momentarily due to no known leader URL, likely because a"
                                + " rebalance was underway."),
                answer.body());
    }

    @Test
    void copiesTheOthersError() {
        status = 404;
        body = "{\"error_code\":404,\"message\":\"gone\"}";
        HttpResponse<String> answer = worker.send("DELETE", "/connectors/x", null);
        assertEquals(404, answer.statusCode());
        assertEquals("{\"error_code\":404,\"message\":\"gone\",\"error_type\":\"not_found\"}", answer.body());
    }

    @ParameterizedTest
    @CsvSource({"404, <html>", "200, ''", "200, <html>", "302, {}"})
    void answersServerErrorForAnAnswerThatNoWorkerGives(int remote, String text) {
        status = remote;
        body = text;
        assertEquals(500, worker.send("DELETE", "/connectors/x", null).statusCode());
    }

    @Test
    void answersServerErrorWhenTheOtherIsGone() {
        other.stop(0);
        HttpResponse<String> answer = worker.send("DELETE", "/connectors/x", null);
        assertEquals(500, answer.statusCode());
        assertTrue(answer.body().contains("rest.advertised.host.name"), answer.body());
    }

    @Test
    void asksTheNewLeaderInPlaceOfOneThatIsGone() {
        worker.service.failure =
                Optional.of(new ServiceException.NotHere("not leader", Optional.of("http://127.0.0.1:1/")));
        worker.service.leaderUrl = Optional.of(otherUrl());
        assertEquals(204, worker.send("DELETE", "/connectors/x", null).statusCode());
        assertEquals(1, received.size());
    }

    @Test
    void waitsForTheEndOfARebalance() {
        worker.service.rebalancing = true;
        status = 409;
        body = "{\"error_code\":409,\"message\":\"Cannot complete request because of a conflicting operation"
                + " (e.g. worker rebalance)\"}";
        afterAnswer = () -> {
            status = 204;
            body = "";
        };
        worker.service.leaderUrl = Optional.of(otherUrl());
        assertEquals(204, worker.send("DELETE", "/connectors/x", null).statusCode());
        assertEquals(2, received.size());
    }

    @Test
    void doesNotRepeatARequestThatWasRefusedForAnotherReason() {
        worker.service.rebalancing = true;
        worker.service.leaderUrl = Optional.of(otherUrl());
        status = 409;
        body = "{\"error_code\":409,\"message\":\"Connector x already exists\"}";
        assertEquals(409, worker.send("DELETE", "/connectors/x", null).statusCode());
        assertEquals(1, received.size());
    }

    @Test
    void asSecondHopLeavesTheWaitingToTheFirst() {
        other.stop(0);
        HttpResponse<String> answer = worker.send("DELETE", "/connectors/x?forward=true", null);
        assertEquals(409, answer.statusCode());
        assertTrue(answer.body().contains("Cannot complete request because of a conflicting operation"), answer.body());
    }

    @Test
    void signsTaskConfigsForTheLeader() {
        SessionKey key = new SessionKey(new SecretKeySpec("k".getBytes(UTF_8), "HmacSHA256"), 1);
        try (TestWorker leader = TestWorker.serving(Map.of())) {
            worker.server
                    .leaderGateway()
                    .putTaskConfigs(leader.server.url().toString(), "x", List.of(Map.of("a", "1")), Optional.of(key))
                    .join();
            assertEquals(List.of("task configs x [{a=1}]"), leader.service.calls);
            RequestSignature.verify(leader.service.lastSignature, List.of("HmacSHA256"), Optional.of(key.key()));
            leader.service.failure = Optional.of(new ServiceException.Forbidden("no"));
            CompletionException error = assertThrows(CompletionException.class, () -> worker.server
                    .leaderGateway()
                    .putTaskConfigs(leader.server.url().toString(), "x", List.of(), Optional.empty())
                    .join());
            assertEquals(403, ((ServiceException.Remote) error.getCause()).status());
        }
    }

    @Test
    void signsTheEmptyBodyOfAFencingRequest() {
        SessionKey key =
                new SessionKey(new SecretKeySpec("0123456789abcdef0123456789abcdef".getBytes(UTF_8), "HmacSHA256"), 1);
        try (TestWorker leader = TestWorker.serving(Map.of("rest.additions.enable", "false"))) {
            worker.server
                    .leaderGateway()
                    .fenceZombies(leader.server.url().toString(), "x", Optional.of(key))
                    .join();
            assertEquals(List.of("fence x"), leader.service.calls);
            assertEquals(
                    Optional.of("eWzTB4rxRjZ1PSaztVVUIv9Vo+Jhz4R7SOlTcbm9CqI="), leader.service.lastSignature.mac());
            RequestSignature.verify(leader.service.lastSignature, List.of("HmacSHA256"), Optional.of(key.key()));
        }
    }

    @Test
    void refusesAFencingRequestWhoseSignatureCannotBeRead() {
        worker.service.failure = Optional.empty();
        assertEquals(
                400,
                worker.send(
                                "PUT",
                                "/connectors/x/fence",
                                null,
                                RequestSignature.MAC_HEADER,
                                "***",
                                RequestSignature.ALGORITHM_HEADER,
                                "HmacSHA256")
                        .statusCode());
        assertEquals(List.of(), worker.service.calls);
    }

    @Test
    void readsTaskConfigsWhateverTheirContentType() {
        worker.service.failure = Optional.empty();
        assertEquals(
                204,
                worker.send("POST", "/connectors/x/tasks", "[{\"a\":\"1\"}]").statusCode());
        assertEquals(500, worker.send("POST", "/connectors/x/tasks", "{").statusCode());
        assertEquals(
                400,
                worker.send(
                                "POST",
                                "/connectors/x/tasks",
                                "[]",
                                RequestSignature.MAC_HEADER,
                                "***",
                                RequestSignature.ALGORITHM_HEADER,
                                "HmacSHA256")
                        .statusCode());
        assertEquals(List.of("task configs x [{a=1}]"), worker.service.calls);
    }
}
