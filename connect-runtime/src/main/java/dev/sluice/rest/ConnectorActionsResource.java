package dev.sluice.rest;

import dev.sluice.model.RestartRequest;
import dev.sluice.model.TargetState;
import dev.sluice.model.TaskId;
import dev.sluice.service.ServiceException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
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
import java.util.Map;

/** What a connector does and is to do: status, restart, pause, resume, stop. */
@Path("/connectors")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class ConnectorActionsResource {
    private static final String CONNECTORS = "connectors";

    private final ServiceCalls calls;
    private final ReadAnswers reads;

    ConnectorActionsResource(ServiceCalls calls, ReadAnswers reads) {
        this.calls = calls;
        this.reads = reads;
    }

    /** What the connector and its tasks do. */
    @Summary(value = "What the connector and its tasks do", answer = Shapes.ConnectorStatus.class)
    @GET
    @Path("/{connector}/status")
    public Response status(@PathParam("connector") String connector, @Context Request request) {
        return reads.status(request, connector);
    }

    /** What one task does. */
    @Summary(value = "What one task does", answer = Shapes.TaskStatus.class)
    @GET
    @Path("/{connector}/tasks/{task}/status")
    public Map<String, Object> taskStatus(@PathParam("connector") String connector, @PathParam("task") Integer task) {
        return StatusJson.of(calls.service().taskStatus(new TaskId(connector, task)));
    }

    /** Restarts the connector instance, or connector and tasks as the flags say (KIP-745). */
    @Summary(
            value = "Restarts the connector instance, or connector and tasks as the flags say (KIP-745)",
            answer = Shapes.ConnectorStatus.class,
            statuses = {202, 204})
    @POST
    @Path("/{connector}/restart")
    public Response restart(
            @PathParam("connector") String connector,
            @DefaultValue("false") @QueryParam("includeTasks") Boolean includeTasks,
            @DefaultValue("false") @QueryParam("onlyFailed") Boolean onlyFailed,
            @QueryParam("forward") Boolean forward,
            @Context HttpHeaders headers) {
        WorkerRequest onward = WorkerRequest.of("POST", CONNECTORS, connector, "restart")
                .withQuery("includeTasks", includeTasks.toString())
                .withQuery("onlyFailed", onlyFailed.toString());
        if (!includeTasks && !onlyFailed) {
            try {
                calls.await(calls.service().restartConnector(connector));
            } catch (ServiceException.NotHere e) {
                calls.forward(e, forward, headers, onward);
            }
            return Response.noContent().build();
        }
        Object status;
        try {
            status = StatusJson.of(calls.await(
                    calls.service().restartConnectorAndTasks(new RestartRequest(connector, onlyFailed, includeTasks))));
        } catch (ServiceException.NotHere e) {
            status = calls.forward(e, forward, headers, onward).body().orElse(null);
        }
        return Response.accepted(status).build();
    }

    /** Restarts one task. */
    @Summary("Restarts one task")
    @POST
    @Path("/{connector}/tasks/{task}/restart")
    public void restartTask(
            @PathParam("connector") String connector,
            @PathParam("task") Integer task,
            @QueryParam("forward") Boolean forward,
            @Context HttpHeaders headers) {
        try {
            calls.await(calls.service().restartTask(new TaskId(connector, task)));
        } catch (ServiceException.NotHere e) {
            WorkerRequest onward = WorkerRequest.of("POST", CONNECTORS, connector, "tasks", task.toString(), "restart");
            calls.forward(e, forward, headers, onward);
        }
    }

    /** Pauses the connector and its tasks; answered before they have paused. */
    @Summary(
            value = "Pauses the connector and its tasks; answered before they have paused",
            answer = void.class,
            statuses = 202)
    @PUT
    @Path("/{connector}/pause")
    public Response pause(@PathParam("connector") String connector) {
        calls.await(calls.service().setTargetState(connector, TargetState.PAUSED));
        return Response.accepted().build();
    }

    /** Has a paused or stopped connector run again; answered before it does. */
    @Summary(
            value = "Has a paused or stopped connector run again; answered before it does",
            answer = void.class,
            statuses = 202)
    @PUT
    @Path("/{connector}/resume")
    public Response resume(@PathParam("connector") String connector) {
        calls.await(calls.service().setTargetState(connector, TargetState.STARTED));
        return Response.accepted().build();
    }

    /** Stops the connector and removes its tasks (KIP-875). */
    @Summary("Stops the connector and removes its tasks (KIP-875)")
    @PUT
    @Path("/{connector}/stop")
    public void stop(
            @PathParam("connector") String connector,
            @QueryParam("forward") Boolean forward,
            @Context HttpHeaders headers) {
        try {
            calls.await(calls.service().setTargetState(connector, TargetState.STOPPED));
        } catch (ServiceException.NotHere e) {
            calls.forward(e, forward, headers, WorkerRequest.of("PUT", CONNECTORS, connector, "stop"));
        }
    }
}
