package dev.sluice.rest;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;

/** What happened in the whole cluster, rebalances included. */
@Path("/events")
@Produces(MediaType.APPLICATION_JSON)
public final class ClusterEventsResource {
    private final ServiceCalls calls;

    ClusterEventsResource(ServiceCalls calls) {
        this.calls = calls;
    }

    /** What happened in the cluster, the newest last. */
    @Summary("What happened in the cluster, and why; the newest last")
    @GET
    public Map<String, Object> all(
            @QueryParam("since") String since, @QueryParam("until") String until, @QueryParam("limit") String limit) {
        return EventsResource.answer(
                Period.of(since, until, limit), calls.insight().events().all());
    }
}
