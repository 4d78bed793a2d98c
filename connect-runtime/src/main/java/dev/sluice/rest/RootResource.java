package dev.sluice.rest;

import dev.sluice.service.Health;
import dev.sluice.service.ServerInfo;
import dev.sluice.service.ServiceException;
import dev.sluice.service.Stage;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Who the worker is, and how it is (KIP-1017). */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
public final class RootResource {
    private final ServiceCalls calls;
    private final long healthTimeoutMs;

    RootResource(ServiceCalls calls, long healthTimeoutMs) {
        this.calls = calls;
        this.healthTimeoutMs = healthTimeoutMs;
    }

    /**
     * The body of {@code GET /health}.
     *
     * @param status  {@code healthy}, {@code starting} or {@code unhealthy}
     * @param message for people
     */
    public record WorkerHealth(String status, String message) {}

    /** Version, commit and cluster id. */
    @Summary("Version, commit and cluster id")
    @GET
    public ServerInfo serverInfo() {
        return calls.service().serverInfo();
    }

    /** 200 if the event loop answers in time; else 503 while the worker starts, 500 later. */
    @Summary(
            value = "200 if the event loop answers in time; else 503 while the worker starts, 500 later",
            answer = WorkerHealth.class)
    @GET
    @Path("health")
    public Response health() {
        Health health;
        String detail = "";
        try {
            health = calls.service().health().get(healthTimeoutMs, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            Stage stage = calls.service().stage();
            health = stage.ready() ? Health.UNHEALTHY : Health.STARTING;
            detail = " " + ServiceCalls.describe(stage);
        } catch (ExecutionException e) {
            throw new ServiceException("The worker's health is not known: " + e.getCause(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServiceException("Request was interrupted; the worker may be stopping", e);
        }
        return answer(health, detail);
    }

    private static Response answer(Health health, String detail) {
        return switch (health) {
            case HEALTHY ->
                Response.ok(new WorkerHealth("healthy", "The worker is up and handles requests." + detail))
                        .build();
            case STARTING ->
                Response.status(503)
                        .entity(new WorkerHealth("starting", "The worker is starting." + detail))
                        .build();
            case UNHEALTHY ->
                Response.status(500)
                        .entity(new WorkerHealth(
                                "unhealthy", "The worker was up and does not answer in time." + detail))
                        .build();
        };
    }
}
