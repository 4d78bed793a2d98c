package dev.sluice.rest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.logging.LogLine;
import dev.sluice.logging.RecentLines;
import dev.sluice.model.TaskId;
import dev.sluice.service.ConnectorStatus;
import dev.sluice.service.ServiceException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** The last lines that connectors and tasks have logged, from all workers that run a part of the connector. */
@Path("/connectors")
@Produces(MediaType.APPLICATION_JSON)
public final class LogsResource {
    private final ServiceCalls calls;
    private final Supplier<URI> self;

    /** @param self this worker's advertised URL */
    LogsResource(ServiceCalls calls, Supplier<URI> self) {
        this.calls = calls;
        this.self = self;
    }

    /**
     * The last log lines of a connector and its tasks, or of one task, the newest last.
     *
     * @param level the least important level that is wanted
     * @param local whether only what this worker has logged is wanted
     */
    @Summary("The last log lines of a connector and its tasks, without secrets; the newest last")
    @GET
    @Path("/{connector}/logs")
    public Map<String, Object> logs(
            @PathParam("connector") String connector,
            @QueryParam("task") Integer task,
            @QueryParam("level") String level,
            @QueryParam("since") String since,
            @QueryParam("until") String until,
            @QueryParam("limit") String limit,
            @QueryParam("local") boolean local,
            @Context HttpHeaders headers) {
        Period period = Period.of(since, until, limit);
        int least = importance(level);
        OptionalInt ofTask = task == null ? OptionalInt.empty() : OptionalInt.of(task);
        List<Map<String, Object>> lines = new ArrayList<>();
        List<LogLine> own = calls.insight().lines().of(connector, ofTask).stream()
                .filter(line -> RecentLines.LEVELS.indexOf(line.level()) >= least)
                .toList();
        period.of(own, LogLine::atMs).forEach(line -> lines.add(json(line)));
        Map<String, String> silent = new TreeMap<>();
        if (!local) {
            Set<String> others = othersThatRun(connector, ofTask, !own.isEmpty());
            WorkerRequest request = onward(connector, ofTask, level, period, headers);
            collect(others, request, lines, silent);
            lines.sort(Comparator.comparing(line -> Instant.parse(String.valueOf(line.get("time")))));
        }
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("lines", lines.subList(Math.max(0, lines.size() - period.limit()), lines.size()));
        if (!silent.isEmpty()) {
            answer.put("missing", silent);
        }
        return answer;
    }

    private static int importance(String level) {
        if (level == null || level.isBlank()) {
            return 0;
        }
        int importance = RecentLines.LEVELS.indexOf(level.strip().toUpperCase(Locale.ROOT));
        if (importance < 0) {
            throw new ServiceException.BadRequest(
                    "Parameter level is '" + level + "', but has to be one of " + RecentLines.LEVELS);
        }
        return importance;
    }

    private Set<String> othersThatRun(String connector, OptionalInt task, boolean known) {
        Set<String> workers = new TreeSet<>();
        try {
            if (task.isPresent()) {
                workers.add(calls.service()
                        .taskStatus(new TaskId(connector, task.getAsInt()))
                        .status()
                        .workerId());
            } else {
                ConnectorStatus status = calls.service().connectorStatus(connector);
                workers.add(status.connector().workerId());
                status.tasks().forEach(each -> workers.add(each.status().workerId()));
            }
        } catch (ServiceException.NotFound e) {
            if (!known && !calls.service().connectors().contains(connector)) {
                throw e;
            }
        }
        workers.remove(self.get().getAuthority());
        workers.remove("");
        return workers;
    }

    private static WorkerRequest onward(
            String connector, OptionalInt task, String level, Period period, HttpHeaders headers) {
        WorkerRequest request = WorkerRequest.of("GET", "connectors", connector, "logs")
                .withQuery("local", "true")
                .withQuery("limit", String.valueOf(period.limit()));
        if (task.isPresent()) {
            request = request.withQuery("task", String.valueOf(task.getAsInt()));
        }
        if (level != null) {
            request = request.withQuery("level", level);
        }
        if (period.sinceMs() != Long.MIN_VALUE) {
            request = request.withQuery("since", String.valueOf(period.sinceMs()));
        }
        if (period.untilMs() != Long.MAX_VALUE) {
            request = request.withQuery("until", String.valueOf(period.untilMs()));
        }
        String authorization = headers.getHeaderString(HttpHeaders.AUTHORIZATION);
        return authorization == null ? request : request.withHeader(HttpHeaders.AUTHORIZATION, authorization);
    }

    /** Asks the others side by side; those that do not answer are named, with the reason. */
    private void collect(
            Set<String> workers, WorkerRequest request, List<Map<String, Object>> lines, Map<String, String> silent) {
        Map<String, CompletableFuture<WorkerClient.Answer>> asked = new LinkedHashMap<>();
        workers.forEach(worker -> asked.put(worker, calls.ask(self.get().getScheme() + "://" + worker, request)));
        asked.forEach((worker, answer) -> {
            try {
                calls.await(answer).body().ifPresent(body -> body.path("lines").forEach(line -> lines.add(json(line))));
            } catch (ServiceException e) {
                silent.put(worker, String.valueOf(e.getMessage()));
            }
        });
    }

    private static Map<String, Object> json(JsonNode line) {
        Map<String, Object> json = new LinkedHashMap<>();
        line.properties().forEach(field -> json.put(field.getKey(), field.getValue()));
        json.put("time", line.path("time").asText());
        return json;
    }

    private Map<String, Object> json(LogLine line) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("time", Instant.ofEpochMilli(line.atMs()).toString());
        json.put("level", line.level());
        line.task().ifPresent(task -> json.put("task", task));
        json.put("worker_id", self.get().getAuthority());
        line.thread().ifPresent(thread -> json.put("thread", thread));
        json.put("logger", line.logger());
        json.put("message", line.message());
        line.trace().ifPresent(trace -> json.put("trace", trace));
        return json;
    }
}
