package dev.sluice.rest;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

/** Says in the words of the Metrics API that there is nothing at a path below it. */
@Path("/v2/metrics")
@Produces(MediaType.APPLICATION_JSON)
public final class TelemetryElsewhere {
    private final ObjectMapper mapper;

    TelemetryElsewhere(ObjectMapper mapper) {
        this.mapper = mapper;
    }

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

    private Response nothing(UriInfo uri) {
        ObjectNode body = mapper.createObjectNode();
        body.putArray("errors")
                .addObject()
                .put("status", "404")
                .put("detail", "There is nothing at /" + uri.getPath() + ".");
        return Response.status(404).entity(body).build();
    }
}
