package dev.sluice.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.service.RequestSignature;
import dev.sluice.service.ServiceException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;

/**
 * Sends requests to other workers. The HTTP client is made when the first is sent, because most workers never send one.
 */
final class WorkerClient {
    /** By which workers know requests of workers. */
    static final String USER_AGENT = "kafka-connect";

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(30);

    private final ClientTls tls;
    private final ObjectMapper mapper;
    private final Duration timeout;
    private HttpClient plainClient;
    private HttpClient tlsClient;

    /**
     * @param timeout how long an answer is waited for
     */
    WorkerClient(ClientTls tls, ObjectMapper mapper, Duration timeout) {
        this.tls = tls;
        this.mapper = mapper;
        this.timeout = timeout;
    }

    /**
     * What another worker answered.
     *
     * @param status a 2xx
     * @param body   the JSON, if there is any
     */
    record Answer(int status, Optional<JsonNode> body) {}

    /**
     * Asks another worker which incarnation of itself it is, for {@link Tickets}.
     *
     * @return empty if it is not of our make or does not want tickets; fails with {@link ServiceException} if it does not
     *     answer
     */
    CompletableFuture<Optional<String>> incarnation(String workerUrl) {
        return exchange(workerUrl, WorkerRequest.of("GET", "").withHeader(RequestSignature.INCARNATION_HEADER, "?"))
                .thenApply(response -> response.headers().firstValue(RequestSignature.INCARNATION_HEADER));
    }

    /**
     * @return fails with {@link ServiceException.Remote} for an error that the other worker answered, with
     *     {@link ServiceException.Unreachable} if it never got the request, with a plain {@link ServiceException} if it
     *     does not answer as a worker does
     */
    CompletableFuture<Answer> send(String workerUrl, WorkerRequest request) {
        return exchange(workerUrl, request).thenApply(response -> answer(workerUrl, response));
    }

    private CompletableFuture<HttpResponse<byte[]>> exchange(String workerUrl, WorkerRequest request) {
        HttpRequest http;
        HttpClient client;
        try {
            http = httpRequest(workerUrl, request);
            client = client(http.uri());
        } catch (IllegalArgumentException e) {
            return CompletableFuture.failedFuture(
                    new ServiceException("The URL of the other worker is not valid: " + workerUrl, e));
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
        return client.sendAsync(http, BodyHandlers.ofByteArray()).handle((response, error) -> {
            if (error != null) {
                Throwable cause = error instanceof CompletionException ? error.getCause() : error;
                if (cause instanceof ConnectException) {
                    throw new ServiceException.Unreachable(
                            "Worker " + workerUrl + " cannot be reached: " + cause.getMessage()
                                    + "; if it runs, see that it advertises a host and port that other workers can"
                                    + " reach (rest.advertised.host.name, rest.advertised.port,"
                                    + " rest.advertised.listener)",
                            cause);
                }
                throw new ServiceException(
                        "Request to worker " + workerUrl + " failed: " + cause + advice(cause), cause);
            }
            return response;
        });
    }

    private static String advice(Throwable cause) {
        return cause instanceof SSLException
                ? ". Check that " + TlsSettings.MAIN_PREFIX + "ssl.truststore.* of each worker (ssl.truststore.* where"
                        + " there is none) trusts the certificates of the others"
                : "";
    }

    private HttpRequest httpRequest(String workerUrl, WorkerRequest request) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create(request.url(workerUrl)))
                .timeout(timeout)
                .header("Accept", "application/json")
                .header("User-Agent", USER_AGENT);
        request.body().ifPresent(body -> builder.header("Content-Type", "application/json"));
        request.headers().forEach(builder::header);
        return builder.method(
                        request.method(),
                        request.body().map(BodyPublishers::ofByteArray).orElseGet(BodyPublishers::noBody))
                .build();
    }

    private Answer answer(String workerUrl, HttpResponse<byte[]> response) {
        int status = response.statusCode();
        if (status == 204) {
            return new Answer(status, Optional.empty());
        }
        try {
            if (status >= 400) {
                ErrorMessage error = mapper.readValue(response.body(), ErrorMessage.class);
                throw new ServiceException.Remote(
                        status, error.message(), response.headers().firstValue(ErrorType.HEADER));
            }
            if (status >= 200 && status < 300) {
                JsonNode body = mapper.readTree(response.body());
                if (!body.isMissingNode()) {
                    return new Answer(status, Optional.of(body));
                }
            }
        } catch (IOException e) {
            throw new ServiceException(
                    "Worker " + workerUrl + " answered status " + status + " with a body that is no JSON", e);
        }
        throw new ServiceException("Worker " + workerUrl + " gave an answer that no worker gives, status " + status);
    }

    /** Has later requests use the key stores as they now are. */
    synchronized void renewTls() {
        tlsClient = null;
    }

    private synchronized HttpClient client(URI uri) {
        if ("https".equals(uri.getScheme())) {
            if (tlsClient == null) {
                tlsClient = newClient(Optional.of(tls.context()));
            }
            return tlsClient;
        }
        if (plainClient == null) {
            plainClient = newClient(Optional.empty());
        }
        return plainClient;
    }

    private HttpClient newClient(Optional<SSLContext> context) {
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(CONNECT_TIMEOUT);
        context.ifPresent(builder::sslContext);
        return builder.build();
    }
}
