package dev.sluice.rest;

import dev.sluice.logging.LoggerLevels;
import dev.sluice.service.ConnectService;
import dev.sluice.service.ServiceException;
import dev.sluice.service.Stage;
import dev.sluice.telemetry.Telemetry;
import jakarta.ws.rs.core.HttpHeaders;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * How resources call the worker: with a bound on the wait, and on another worker where that has to do it.
 */
final class ServiceCalls {
    private static final long RETRY_PAUSE_MS = 200;
    private static final int CONFLICT = 409;

    private final Patience patience;
    private final WorkerClient client;
    private volatile Served worker;

    /**
     * How long requests wait.
     *
     * @param outcome          for what the worker, or another one, does
     * @param sessionTimeoutMs how long the group takes to notice that a worker is gone
     */
    record Patience(Duration outcome, int sessionTimeoutMs) {
        /** A request that waits for a rebalance is answered before the client gives up. */
        private static final long SPARE_MS = 5_000;

        long rebalanceMs() {
            return Math.max(0, outcome.toMillis() - SPARE_MS);
        }

        /** Past this, a worker that cannot be reached is not gone; it has a wrong address. */
        long unreachableMs() {
            return Math.min(rebalanceMs(), sessionTimeoutMs + sessionTimeoutMs / 2);
        }
    }

    ServiceCalls(Patience patience, WorkerClient client) {
        this.patience = patience;
        this.client = client;
    }

    /** Names the worker behind the resources; no request arrives before. */
    void connect(Served served) {
        this.worker = served;
    }

    private Served worker() {
        Served current = worker;
        if (current == null) {
            throw new ServiceException.Unavailable("The worker is starting; try again shortly");
        }
        return current;
    }

    ConnectService service() {
        return worker().service();
    }

    LoggerLevels loggers() {
        return worker().loggers();
    }

    Insight insight() {
        return worker().insight();
    }

    Telemetry telemetry() {
        Telemetry answering = worker().telemetry();
        if (answering == null) {
            throw new ServiceException.Unavailable("This worker does not serve the Metrics API");
        }
        return answering;
    }

    /** Asks another worker, once. */
    CompletableFuture<WorkerClient.Answer> ask(String workerUrl, WorkerRequest request) {
        return client.send(workerUrl, request);
    }

    /**
     * Waits for an outcome, at most 90 s.
     *
     * @throws ServiceException if it failed with one, or did not come in time
     */
    <T> T await(CompletableFuture<T> outcome) {
        try {
            return outcome.get(patience.outcome().toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            if (e.getCause() instanceof Error cause) {
                throw cause;
            }
            throw new ServiceException(String.valueOf(e.getCause().getMessage()), e.getCause());
        } catch (TimeoutException e) {
            throw new ServiceException.TimedOut(
                    "Request timed out. " + describe(service().stage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServiceException("Request was interrupted; the worker may be stopping", e);
        }
    }

    static String describe(Stage stage) {
        return "The worker is currently " + stage.description() + ", since " + stage.since() + ".";
    }

    /**
     * Asks another worker for what this one cannot do. On the first hop, waits for the end of a rebalance, and for a new
     * leader in place of one that is gone; what was not received is sent again.
     *
     * @param refusal  why this worker cannot, and which one can
     * @param hop      the request's query parameter {@code forward}: null on the first hop, then true, then false
     * @param incoming the request's headers, of which only {@code Authorization} is passed on
     * @throws ServiceException.Rebalancing if no worker is known that can, or there were hops enough (409)
     * @throws ServiceException.Remote      with the other worker's error
     */
    WorkerClient.Answer forward(
            ServiceException.NotHere refusal, Boolean hop, HttpHeaders incoming, WorkerRequest request) {
        if (Boolean.FALSE.equals(hop)) {
            throw ServiceException.Rebalancing.conflict();
        }
        WorkerRequest onward = request.withQuery("forward", hop == null ? "true" : "false");
        String authorization = incoming.getHeaderString(HttpHeaders.AUTHORIZATION);
        if (authorization != null) {
            onward = onward.withHeader(HttpHeaders.AUTHORIZATION, authorization);
        }
        return hop == null ? sendUntilSettled(refusal.url(), onward) : sendOn(refusal.url(), onward);
    }

    private WorkerClient.Answer sendOn(Optional<String> url, WorkerRequest request) {
        try {
            return send(url, request);
        } catch (ServiceException.Unreachable e) {
            throw ServiceException.Rebalancing.conflict();
        }
    }

    private WorkerClient.Answer send(Optional<String> url, WorkerRequest request) {
        return await(client.send(url.orElseThrow(ServiceException.Rebalancing::noLeader), request));
    }

    private WorkerClient.Answer sendUntilSettled(Optional<String> first, WorkerRequest request) {
        long startNanos = System.nanoTime();
        Optional<String> url = first;
        while (true) {
            try {
                return send(url, request);
            } catch (ServiceException e) {
                long waitedMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos);
                if (waitedMs >= limitMs(e)) {
                    throw e;
                }
                pause();
                Optional<String> before = url;
                url = service().leaderUrl().or(() -> before);
            }
        }
    }

    /** How long this may be tried again. */
    private long limitMs(ServiceException failure) {
        if (failure instanceof ServiceException.Unreachable) {
            return patience.unreachableMs();
        }
        boolean refusedThere = failure instanceof ServiceException.Remote remote
                && remote.status() == CONFLICT
                && String.valueOf(remote.getMessage()).startsWith(ServiceException.Rebalancing.PREFIX);
        boolean passing = refusedThere || failure instanceof ServiceException.Rebalancing;
        return passing && service().rebalancing() ? patience.rebalanceMs() : 0;
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(RETRY_PAUSE_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServiceException("Request was interrupted; the worker may be stopping", e);
        }
    }
}
