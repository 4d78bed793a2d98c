package dev.sluice.rest;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.sluice.logging.LoggerLevels;
import dev.sluice.logging.LoggerLevels.LoggerLevel;
import dev.sluice.service.ServiceException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Levels of loggers, of this worker or of all (KIP-495, KIP-976). */
@Path("/admin/loggers")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class LoggersResource {
    private static final Logger LOG = LoggerFactory.getLogger(LoggersResource.class);

    private final ServiceCalls calls;

    LoggersResource(ServiceCalls calls) {
        this.calls = calls;
    }

    /**
     * A logger's level.
     *
     * @param level        its name, upper case
     * @param lastModified ms since the epoch, null if it was never changed
     */
    public record LevelJson(
            String level, @JsonProperty("last_modified") Long lastModified) {
        static LevelJson of(LoggerLevel level) {
            return new LevelJson(level.level(), level.lastModifiedTimestampMs().orElse(null));
        }
    }

    /** The loggers that are not off. */
    @Summary("The loggers that are not off")
    @GET
    public Map<String, LevelJson> all() {
        Map<String, LevelJson> result = new LinkedHashMap<>();
        calls.loggers().all().forEach((name, level) -> result.put(name, LevelJson.of(level)));
        return result;
    }

    /** One logger's level. */
    @Summary("One logger's level")
    @GET
    @Path("/{logger}")
    public LevelJson level(@PathParam("logger") String logger) {
        return calls.loggers()
                .level(logger)
                .map(LevelJson::of)
                .orElseThrow(() -> new ServiceException.NotFound("There is no logger " + logger));
    }

    /** Sets the level of a logger and of those below it. */
    @Summary(
            value = "Sets the level of a logger and of those below it",
            answer = Shapes.Names.class,
            statuses = {200, 204})
    @PUT
    @Path("/{logger}")
    public Response set(
            @PathParam("logger") String namespace,
            @DefaultValue("worker") @QueryParam("scope") String scope,
            Map<String, String> body) {
        String level = level(calls.loggers(), body);
        if (scope.equalsIgnoreCase("cluster")) {
            calls.await(calls.service().setClusterLoggerLevel(namespace, level));
            return Response.noContent().build();
        }
        if (!scope.equalsIgnoreCase("worker")) {
            LOG.warn("Unknown scope taken for worker, known are worker and cluster scope={}", scope);
        }
        return Response.ok(calls.loggers().set(namespace, level)).build();
    }

    private static String level(LoggerLevels loggers, Map<String, String> body) {
        if (body == null) {
            throw new ServiceException("The request needs a JSON object such as {\"level\": \"DEBUG\"}");
        }
        String given = body.get("level");
        if (given == null) {
            throw new ServiceException.BadRequest("The request needs a level, such as {\"level\": \"DEBUG\"}");
        }
        String level = given.trim().toUpperCase(Locale.ROOT);
        if (level.isEmpty()) {
            throw new ServiceException("The level is empty; it can be ERROR, WARN, INFO, DEBUG, TRACE or OFF");
        }
        if (!loggers.isLevel(level)) {
            throw new ServiceException.NotFound(
                    "There is no level '" + given + "'; it can be ERROR, WARN, INFO, DEBUG, TRACE or OFF");
        }
        return level;
    }
}
