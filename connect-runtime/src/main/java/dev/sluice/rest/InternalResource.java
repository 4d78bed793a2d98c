package dev.sluice.rest;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.service.RequestSignature;
import dev.sluice.service.ServiceException;
import dev.sluice.service.Signature;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Requests from other workers of the group (KIP-507). Users have no business here. */
@Path("/connectors")
@Produces(MediaType.APPLICATION_JSON)
public final class InternalResource {
    private static final TypeReference<List<Map<String, String>>> TASK_CONFIGS = new TypeReference<>() {};

    private final ServiceCalls calls;
    private final ObjectMapper mapper;
    private final Optional<Tickets> tickets;

    /** @param tickets by which requests of workers of ours are good once; empty if they are not wanted */
    InternalResource(ServiceCalls calls, ObjectMapper mapper, Optional<Tickets> tickets) {
        this.calls = calls;
        this.mapper = mapper;
        this.tickets = tickets;
    }

    /** Takes over the task configs that a connector made on another worker. */
    @POST
    @Path("/{connector}/tasks")
    public void putTaskConfigs(
            @PathParam("connector") String connector,
            @QueryParam("forward") Boolean forward,
            @Context HttpHeaders headers,
            byte[] body)
            throws Exception {
        byte[] raw = body == null ? new byte[0] : body;
        List<Map<String, String>> configs = mapper.readValue(raw, TASK_CONFIGS);
        Signature signature = signature(raw, headers, "POST", connector, "tasks");
        try {
            calls.await(calls.service().putTaskConfigs(connector, configs, signature));
        } catch (ServiceException.NotHere e) {
            WorkerRequest onward =
                    WorkerRequest.of("POST", "connectors", connector, "tasks").withBody(raw);
            calls.forward(e, forward, headers, onward);
        }
    }

    /** Fences older instances of a connector's tasks before a new one writes (KIP-618). */
    @PUT
    @Path("/{connector}/fence")
    public void fenceZombies(
            @PathParam("connector") String connector,
            @QueryParam("forward") Boolean forward,
            @Context HttpHeaders headers,
            byte[] body) {
        Signature signature = signature(body == null ? new byte[0] : body, headers, "PUT", connector, "fence");
        try {
            calls.await(calls.service().fenceZombies(connector, signature));
        } catch (ServiceException.NotHere e) {
            calls.forward(e, forward, headers, WorkerRequest.of("PUT", "connectors", connector, "fence"));
        }
    }

    private Signature signature(byte[] body, HttpHeaders headers, String method, String connector, String subject) {
        String incarnation = headers.getHeaderString(RequestSignature.INCARNATION_HEADER);
        String number = headers.getHeaderString(RequestSignature.TICKET_HEADER);
        Signature signature = new Signature(
                ByteBuffer.wrap(body),
                Optional.ofNullable(headers.getHeaderString(RequestSignature.ALGORITHM_HEADER)),
                Optional.ofNullable(headers.getHeaderString(RequestSignature.MAC_HEADER)),
                incarnation == null || number == null
                        ? Optional.empty()
                        : tickets.map(taken -> taken.shown(incarnation, number, method, connector, subject)));
        RequestSignature.checkReadable(signature);
        return signature;
    }
}
