package dev.sluice.rest;

import dev.sluice.config.WorkerConfig;
import dev.sluice.service.ServiceException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.Set;

/** The topics that connectors have used (KIP-558). */
@Path("/connectors")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class TopicsResource {
    private final ServiceCalls calls;
    private final boolean tracked;
    private final boolean resettable;

    TopicsResource(ServiceCalls calls, WorkerConfig config) {
        this.calls = calls;
        this.tracked = config.topicTrackingEnabled();
        this.resettable = config.topicTrackingResetAllowed();
    }

    /** Topics that the connector has used since they were last forgotten; none if there is no such connector. */
    @Summary("Topics that the connector has used (KIP-558)")
    @GET
    @Path("/{connector}/topics")
    public Map<String, Map<String, Set<String>>> topics(@PathParam("connector") String connector) {
        requireTracking();
        return Map.of(connector, Map.of("topics", calls.service().activeTopics(connector)));
    }

    /** Forgets the topics that the connector has used. */
    @Summary(value = "Forgets the topics that the connector has used", answer = void.class, statuses = 202)
    @PUT
    @Path("/{connector}/topics/reset")
    public Response reset(@PathParam("connector") String connector) {
        requireTracking();
        if (!resettable) {
            throw new ServiceException.Forbidden(
                    "Topics cannot be forgotten: topic.tracking.allow.reset is false in this worker's configuration");
        }
        calls.service().resetActiveTopics(connector);
        return Response.accepted().build();
    }

    private void requireTracking() {
        if (!tracked) {
            throw new ServiceException.Forbidden(
                    "Topics are not tracked: topic.tracking.enable is false in this worker's configuration");
        }
    }
}
