package dev.sluice.rest;

import dev.sluice.logging.LoggerLevels;
import dev.sluice.service.ConnectService;
import dev.sluice.service.ServiceException;
import dev.sluice.service.Stage;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * How resources call the worker: with a bound on the wait, and on another worker where that has to do it.
 */
final class ServiceCalls {
    private final long timeoutMs;
    private final WorkerClient client;
    private volatile ConnectService service;
    private volatile LoggerLevels loggers;

    ServiceCalls(long timeoutMs, WorkerClient client) {
        this.timeoutMs = timeoutMs;
        this.client = client;
    }

    /** Names the worker behind the resources; no request arrives before. */
    void connect(ConnectService worker, LoggerLevels levels) {
        this.loggers = levels;
        this.service = worker;
    }

    ConnectService service() {
        ConnectService current = service;
        if (current == null) {
            throw new ServiceException.Unavailable("The worker is starting; try again shortly");
        }
        return current;
    }

    LoggerLevels loggers() {
        return loggers;
    }

    /**
     * Waits for an outcome, at most 90 s.
     *
     * @throws ServiceException if it failed with one, or did not come in time
     */
    <T> T await(CompletableFuture<T> outcome) {
        try {
            return outcome.get(timeoutMs, TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            if (e.getCause() instanceof Error cause) {
                throw cause;
            }
            throw new ServiceException(String.valueOf(e.getCause().getMessage()), e.getCause());
        } catch (TimeoutException e) {
            throw new ServiceException(
                    "Request timed out. " + describe(service().stage()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServiceException("Request was interrupted; the worker may be stopping", e);
        }
    }

    static String describe(Stage stage) {
        return "The worker is currently " + stage.description() + ", since " + stage.since() + ".";
    }

    /**
     * Asks another worker for what this one cannot do.
     *
     * @param refusal  why this worker cannot, and which one can
     * @param hop      the request's query parameter {@code forward}: null on the first hop, then true, then false
     * @param incoming the request's headers, of which only {@code Authorization} is passed on
     * @throws ServiceException.NotHere  if no worker is known that can, or there were hops enough (409)
     * @throws ServiceException.Remote   with the other worker's error
     */
    WorkerClient.Answer forward(
            ServiceException.NotHere refusal, Boolean hop, HttpHeaders incoming, WorkerRequest request) {
        if (refusal.url().isEmpty()) {
            throw refusal;
        }
        if (Boolean.FALSE.equals(hop)) {
            throw new ServiceException.Rebalancing(
                    "The request was forwarded twice and still reached the wrong worker; a rebalance is under way,"
                            + " try again later");
        }
        WorkerRequest onward = request.withQuery("forward", hop == null ? "true" : "false");
        String authorization = incoming.getHeaderString(HttpHeaders.AUTHORIZATION);
        if (authorization != null) {
            onward = onward.withHeader(HttpHeaders.AUTHORIZATION, authorization);
        }
        return await(client.send(refusal.url().get(), onward));
    }
}
