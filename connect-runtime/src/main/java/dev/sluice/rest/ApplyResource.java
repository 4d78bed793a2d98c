package dev.sluice.rest;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.service.ConnectorSet;
import dev.sluice.service.ConnectorSetOutcome;
import dev.sluice.service.ServiceException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A whole set of connectors in one request, applied as one change and one rebalance. Not part of Apache's API. What the
 * user calls is {@code POST /connectors/apply}, see {@link ApplyPath}.
 */
@Path(ApplyPath.INTERNAL)
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class ApplyResource {
    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

    private final ServiceCalls calls;
    private final ObjectMapper mapper;

    ApplyResource(ServiceCalls calls, ObjectMapper mapper) {
        this.calls = calls;
        this.mapper = mapper;
    }

    /**
     * One connector of the set: the body of {@code POST /connectors}, or what {@code expand=info} shows of a connector.
     */
    @JsonIgnoreProperties({"tasks", "type"})
    public record Entry(
            @JsonProperty("name") String name,
            @JsonProperty("config") Map<String, String> config,
            @JsonProperty("initial_state") String initialState) {}

    /** Creates and updates the connectors of the set, and with {@code prune} deletes all others. */
    @Summary("Creates and updates the connectors of the set, and with prune deletes all others")
    @POST
    public Map<String, Object> apply(
            @DefaultValue("false") @QueryParam("dryRun") Boolean dryRun,
            @DefaultValue("false") @QueryParam("prune") Boolean prune,
            @QueryParam("forward") Boolean forward,
            @Context HttpHeaders headers,
            List<Entry> request)
            throws Exception {
        ConnectorSet set = new ConnectorSet(desired(request), prune);
        if (prune && set.connectors().isEmpty()) {
            throw new ServiceException.BadRequest(
                    "An empty set with prune=true would delete every connector. If that is"
                            + " what you want, delete them one by one");
        }
        try {
            return json(calls.await(calls.service().applyConnectors(set, dryRun)));
        } catch (ServiceException.NotHere e) {
            WorkerRequest onward = WorkerRequest.of("POST", "connectors", "apply")
                    .withQuery("dryRun", dryRun.toString())
                    .withQuery("prune", prune.toString())
                    .withBody(mapper, request);
            return mapper.convertValue(
                    calls.forward(e, forward, headers, onward)
                            .body()
                            .orElseThrow(() -> new ServiceException(
                                    "The worker that the request was forwarded to answered without an outcome")),
                    OBJECT);
        }
    }

    private static List<ConnectorSet.Desired> desired(List<Entry> request) {
        if (request == null || request.contains(null)) {
            throw new ServiceException.BadRequest("The request needs a JSON array of objects, each with 'name' and"
                    + " 'config' as in POST /connectors");
        }
        List<ConnectorSet.Desired> desired = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Entry entry : request) {
            CreateRequest create = new CreateRequest(entry.name(), entry.config(), entry.initialState());
            String name = create.trimmedName();
            if (name.isEmpty() || entry.config() == null) {
                throw new ServiceException.BadRequest(
                        "Each connector needs a 'name' and a 'config'; that of '" + name + "' is not complete");
            }
            if (!names.add(name)) {
                throw new ServiceException.BadRequest("Connector '" + name + "' is in the set more than once");
            }
            desired.add(new ConnectorSet.Desired(
                    name, ConnectorsResource.named(name, entry.config()), create.targetState()));
        }
        return desired;
    }

    private static Map<String, Object> json(ConnectorSetOutcome outcome) {
        List<Map<String, Object>> connectors = new ArrayList<>();
        for (ConnectorSetOutcome.Change change : outcome.connectors()) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("name", change.name());
            json.put("action", change.action().word());
            json.put("diff", change.diff());
            connectors.add(json);
        }
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("dry_run", outcome.dryRun());
        json.put("connectors", connectors);
        return json;
    }
}
