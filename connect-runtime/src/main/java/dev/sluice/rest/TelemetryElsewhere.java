package dev.sluice.rest;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;

/** Says in the words of the Metrics API that there is nothing at a path below it. */
@Path("/v2/metrics")
public final class TelemetryElsewhere {
    /** Always 404. */
    @GET
    @Path("{rest: .*}")
    public Response get(@Context UriInfo uri) {
        return nothing(uri);
    }

    /** Always 404. */
    @POST
    @Path("{rest: .*}")
    public Response post(@Context UriInfo uri) {
        return nothing(uri);
    }

    private static Response nothing(UriInfo uri) {
        String detail = "There is nothing at /" + uri.getPath() + ".";
        return Response.status(404)
                .type(MediaType.APPLICATION_JSON)
                .entity(TelemetryErrors.of(404, List.of(detail)))
                .build();
    }
}
