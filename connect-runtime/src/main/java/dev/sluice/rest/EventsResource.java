package dev.sluice.rest;

import dev.sluice.events.Event;
import dev.sluice.service.ServiceException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What happened to connectors and tasks, and why: states, changes of configs, restarts. */
@Path("/connectors")
@Produces(MediaType.APPLICATION_JSON)
public final class EventsResource {
    private final ServiceCalls calls;

    EventsResource(ServiceCalls calls) {
        this.calls = calls;
    }

    /** What happened to one connector and its tasks, or to one task; also of one that was deleted, while it is known. */
    @Summary("What happened to a connector and its tasks, and why; the newest last")
    @GET
    @Path("/{connector}/events")
    public Map<String, Object> of(
            @PathParam("connector") String connector,
            @QueryParam("task") Integer task,
            @QueryParam("since") String since,
            @QueryParam("until") String until,
            @QueryParam("limit") String limit) {
        Period period = Period.of(since, until, limit);
        List<Event> events = calls.insight().events().of(connector);
        if (events.isEmpty() && !calls.service().connectors().contains(connector)) {
            throw new ServiceException.NotFound("Nothing is known of a connector " + connector);
        }
        List<Event> wanted = task == null
                ? events
                : events.stream()
                        .filter(event ->
                                event.task().isPresent() && event.task().getAsInt() == task)
                        .toList();
        return answer(period, wanted);
    }

    static Map<String, Object> answer(Period period, List<Event> events) {
        return Map.of(
                "events",
                period.of(events, Event::atMs).stream()
                        .map(EventsResource::json)
                        .toList());
    }

    private static Map<String, Object> json(Event event) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("time", Instant.ofEpochMilli(event.atMs()).toString());
        json.put("kind", event.kind().name().toLowerCase(Locale.ROOT));
        event.connector().ifPresent(connector -> json.put("connector", connector));
        event.task().ifPresent(task -> json.put("task", task));
        event.state().ifPresent(state -> json.put("state", state));
        event.previous().ifPresent(state -> json.put("previous_state", state));
        event.workerId().ifPresent(worker -> json.put("worker_id", worker));
        event.generation().ifPresent(generation -> json.put("generation", generation));
        json.put("reason", event.reason());
        return json;
    }
}
