package dev.sluice.rest;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.service.ConnectorOffset;
import dev.sluice.service.ServiceException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** How far connectors are, and changes of that while they are stopped (KIP-875). */
@Path("/connectors/{connector}/offsets")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class OffsetsResource {
    private final ServiceCalls calls;
    private final ObjectMapper mapper;

    OffsetsResource(ServiceCalls calls, ObjectMapper mapper) {
        this.calls = calls;
        this.mapper = mapper;
    }

    /**
     * The offsets of a connector.
     *
     * @param offsets one a partition
     */
    public record Offsets(@JsonProperty("offsets") List<ConnectorOffset> offsets) {}

    /** The offsets that are stored, of a connector in any state. */
    @Summary("The offsets that are stored, of a connector in any state")
    @GET
    public Offsets get(@PathParam("connector") String connector) {
        return new Offsets(calls.await(calls.service().connectorOffsets(connector)));
    }

    /** Changes the offsets of some partitions; null removes one. */
    @Summary("Changes the offsets of some partitions; null removes one")
    @PATCH
    public Map<String, ?> alter(
            @PathParam("connector") String connector,
            @QueryParam("forward") Boolean forward,
            @Context HttpHeaders headers,
            Offsets request)
            throws Exception {
        if (request == null
                || (request.offsets() != null && request.offsets().stream().anyMatch(Objects::isNull))) {
            throw new ServiceException("The request needs a JSON object with an array 'offsets' of objects, each with a"
                    + " 'partition' and an 'offset'");
        }
        if (request.offsets() == null || request.offsets().isEmpty()) {
            throw new ServiceException.BadRequest("The request names no offsets to alter: 'offsets' needs an object"
                    + " with a 'partition' and an 'offset' for each partition");
        }
        try {
            return message(calls.await(calls.service().alterConnectorOffsets(connector, request.offsets())), "altered");
        } catch (ServiceException.NotHere e) {
            WorkerRequest onward = WorkerRequest.of("PATCH", "connectors", connector, "offsets")
                    .withBody(mapper, request);
            return forwarded(calls.forward(e, forward, headers, onward));
        }
    }

    /** Removes all offsets. */
    @Summary("Removes all offsets")
    @DELETE
    public Map<String, ?> reset(
            @PathParam("connector") String connector,
            @QueryParam("forward") Boolean forward,
            @Context HttpHeaders headers) {
        try {
            return message(calls.await(calls.service().resetConnectorOffsets(connector)), "reset");
        } catch (ServiceException.NotHere e) {
            WorkerRequest onward = WorkerRequest.of("DELETE", "connectors", connector, "offsets");
            return forwarded(calls.forward(e, forward, headers, onward));
        }
    }

    /** In the words of KIP-875, which clients know. */
    private static Map<String, String> message(boolean confirmed, String changed) {
        return Map.of(
                "message",
                confirmed
                        ? "The offsets for this connector have been " + changed + " successfully"
                        : "The Connect framework-managed offsets for this connector have been " + changed
                                + " successfully. However, if this connector manages offsets externally, they will need"
                                + " to be manually " + changed + " in the system that the connector uses.");
    }

    private Map<String, ?> forwarded(WorkerClient.Answer answer) {
        return answer.body()
                .map(body -> mapper.convertValue(
                        body, new com.fasterxml.jackson.core.type.TypeReference<Map<String, Object>>() {}))
                .orElseThrow(() -> new ServiceException(
                        "The worker that the request was forwarded to answered without a message"));
    }
}
