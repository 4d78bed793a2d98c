package dev.sluice.rest;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.service.ConnectorInfo;
import dev.sluice.service.ServiceException;
import dev.sluice.service.TaskInfo;
import dev.sluice.service.Upsert;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriBuilder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Connectors and their configs. */
@Path("/connectors")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class ConnectorsResource {
    private static final String CONNECTORS = "connectors";

    private final ServiceCalls calls;
    private final ReadAnswers reads;
    private final ObjectMapper mapper;

    ConnectorsResource(ServiceCalls calls, ReadAnswers reads, ObjectMapper mapper) {
        this.calls = calls;
        this.reads = reads;
        this.mapper = mapper;
    }

    /** All names, or with {@code expand} what is asked for of each (KIP-465). */
    @Summary(
            value = "All names, or with expand what is asked for of each (KIP-465)",
            answer = {Shapes.Names.class, Shapes.Connectors.class})
    @GET
    public Response list(@QueryParam("expand") List<String> expansions, @Context Request request) {
        return reads.list(request, expansions);
    }

    /** Creates a connector. */
    @Summary(value = "Creates a connector", answer = ConnectorInfo.class, statuses = 201)
    @POST
    public Response create(@QueryParam("forward") Boolean forward, @Context HttpHeaders headers, CreateRequest request)
            throws Exception {
        required(request);
        String name = request.trimmedName();
        Map<String, String> config = named(name, required(request.config()));
        try {
            return created(name, calls.await(calls.service().createConnector(name, config, request.targetState())));
        } catch (ServiceException.NotHere e) {
            Map<String, Object> body = new LinkedHashMap<>();
            body.put("name", name);
            body.put("config", config);
            body.put(
                    "initial_state",
                    request.initialState() == null
                            ? null
                            : request.initialState().toUpperCase(Locale.ROOT));
            WorkerRequest onward = WorkerRequest.of("POST", CONNECTORS).withBody(mapper, body);
            return created(name, forwardedBody(calls.forward(e, forward, headers, onward)));
        }
    }

    /** A connector with its config and tasks. */
    @Summary(value = "A connector with its config and tasks", answer = ConnectorInfo.class)
    @GET
    @Path("/{connector}")
    public Response get(@PathParam("connector") String connector, @Context Request request) {
        return reads.info(request, connector);
    }

    /** A connector's raw config. */
    @Summary("A connector's raw config")
    @GET
    @Path("/{connector}/config")
    public Map<String, String> config(@PathParam("connector") String connector) {
        return calls.service().connector(connector).config();
    }

    /** Creates a connector or replaces its config. */
    @Summary(
            value = "Creates a connector or replaces its config",
            answer = ConnectorInfo.class,
            statuses = {200, 201})
    @PUT
    @Path("/{connector}/config")
    public Response putConfig(
            @PathParam("connector") String connector,
            @QueryParam("forward") Boolean forward,
            @Context HttpHeaders headers,
            Map<String, String> body)
            throws Exception {
        Map<String, String> config = named(connector, required(body));
        try {
            Upsert upsert = calls.await(calls.service().putConnectorConfig(connector, config));
            return upsert.created()
                    ? created(connector, upsert.connector())
                    : Response.ok(upsert.connector()).build();
        } catch (ServiceException.NotHere e) {
            WorkerRequest onward =
                    WorkerRequest.of("PUT", CONNECTORS, connector, "config").withBody(mapper, config);
            WorkerClient.Answer answer = calls.forward(e, forward, headers, onward);
            return answer.status() == 201
                    ? created(connector, forwardedBody(answer))
                    : Response.ok(forwardedBody(answer)).build();
        }
    }

    /** Changes some keys of a connector's config; null removes one (KIP-477). */
    @Summary(
            value = "Changes some keys of a connector's config; null removes one (KIP-477)",
            answer = ConnectorInfo.class)
    @PATCH
    @Path("/{connector}/config")
    public Response patchConfig(
            @PathParam("connector") String connector,
            @QueryParam("forward") Boolean forward,
            @Context HttpHeaders headers,
            Map<String, String> patch)
            throws Exception {
        if (patch == null) {
            // Whom there is not is told before what is wrong with the request.
            calls.service().connector(connector);
        }
        required(patch);
        try {
            return Response.ok(calls.await(calls.service().patchConnectorConfig(connector, patch)))
                    .build();
        } catch (ServiceException.NotHere e) {
            WorkerRequest onward =
                    WorkerRequest.of("PATCH", CONNECTORS, connector, "config").withBody(mapper, patch);
            return Response.ok(forwardedBody(calls.forward(e, forward, headers, onward)))
                    .build();
        }
    }

    /** Removes a connector; its offsets stay. */
    @Summary("Removes a connector; its offsets stay")
    @DELETE
    @Path("/{connector}")
    public void delete(
            @PathParam("connector") String connector,
            @QueryParam("forward") Boolean forward,
            @Context HttpHeaders headers) {
        try {
            calls.await(calls.service().deleteConnector(connector));
        } catch (ServiceException.NotHere e) {
            calls.forward(e, forward, headers, WorkerRequest.of("DELETE", CONNECTORS, connector));
        }
    }

    /** A connector's tasks with their raw configs. */
    @Summary("A connector's tasks with their raw configs")
    @GET
    @Path("/{connector}/tasks")
    public List<TaskInfo> tasks(@PathParam("connector") String connector) {
        return calls.service().tasks(connector);
    }

    private static Object forwardedBody(WorkerClient.Answer answer) {
        return answer.body()
                .orElseThrow(() -> new ServiceException(
                        "The worker that the request was forwarded to answered without a connector"));
    }

    private static Response created(String connector, Object entity) {
        // Braces would be taken for template parameters of the builder.
        String segment = connector.replace("{", "%7B").replace("}", "%7D");
        return Response.created(UriBuilder.fromUri("/connectors").path(segment).build())
                .entity(entity)
                .build();
    }

    private static <T> T required(T body) {
        if (body == null) {
            throw new ServiceException("The request needs a JSON object with the connector's config");
        }
        return body;
    }

    /** The config with the name in it. */
    static Map<String, String> named(String name, Map<String, String> config) {
        String configured = config.get("name");
        if (configured != null && !configured.equals(name)) {
            throw new ServiceException.BadRequest("The config's name is '" + configured
                    + "', but the request is for connector '" + name + "'; make them equal or leave the config's out");
        }
        Map<String, String> named = new LinkedHashMap<>(config);
        named.put("name", name);
        return named;
    }
}
