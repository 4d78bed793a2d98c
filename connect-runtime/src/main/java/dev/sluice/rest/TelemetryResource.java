package dev.sluice.rest;

import dev.sluice.service.ServiceException;
import dev.sluice.telemetry.Telemetry;
import dev.sluice.telemetry.TelemetryException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Metrics API, as Confluent Cloud has it in version 2: what connectors, tasks and workers of the whole cluster did.
 * Every worker answers for all of them. Errors are told as {@code {"errors": [{"status": "400", "detail": "..."}]}}.
 */
@Path("/v2/metrics")
public final class TelemetryResource {
    /** What the paths of all its endpoints begin with, below a context. */
    static final String BELOW = "v2/metrics/";

    private static final Logger LOG = LoggerFactory.getLogger(TelemetryResource.class);
    private static final String DATASET = "cloud";
    private static final String OPEN_METRICS = "application/openmetrics-text";
    private static final String OPEN_METRICS_TYPE = OPEN_METRICS + ";version=1.0.0;charset=utf-8";
    private static final String PROMETHEUS_TYPE = "text/plain;version=0.0.4";

    private final Supplier<Telemetry> telemetry;
    private final TelemetryAccess access;

    /** @param telemetry throws until the worker has started */
    TelemetryResource(Supplier<Telemetry> telemetry, TelemetryAccess access) {
        this.telemetry = telemetry;
        this.access = access;
    }

    /** A request as its headers and its address have it. */
    private record Asked(String dataset, UriInfo uri, HttpHeaders headers) {
        Optional<String> pageToken() {
            return Optional.ofNullable(uri.getQueryParameters().getFirst("page_token"))
                    .filter(token -> !token.isEmpty());
        }
    }

    private interface Reply {
        Response to(Telemetry telemetry);
    }

    /** The metrics that there are. */
    @Summary(value = "The metrics that there are", answer = Object.class)
    @GET
    @Path("{dataset}/descriptors/metrics")
    public Response metrics(@PathParam("dataset") String dataset, @Context UriInfo uri, @Context HttpHeaders headers) {
        return answer(
                new Asked(dataset, uri, headers),
                asked -> json(asked.metricDescriptors(uri.getAbsolutePath().toString(), uri.getQueryParameters())));
    }

    /** The types of resources that are measured. */
    @Summary(value = "The types of resources that are measured", answer = Object.class)
    @GET
    @Path("{dataset}/descriptors/resources")
    public Response resources(
            @PathParam("dataset") String dataset, @Context UriInfo uri, @Context HttpHeaders headers) {
        return answer(
                new Asked(dataset, uri, headers),
                asked -> json(asked.resourceDescriptors(uri.getAbsolutePath().toString(), uri.getQueryParameters())));
    }

    /** Values of one metric over time. */
    @Summary(value = "Values of one metric over time", answer = Object.class)
    @POST
    @Path("{dataset}/query")
    public Response query(
            @PathParam("dataset") String dataset, @Context UriInfo uri, @Context HttpHeaders headers, byte[] body) {
        Asked asked = new Asked(dataset, uri, headers);
        return answer(asked, worker -> json(worker.query(body, asked.pageToken())));
    }

    /** Values that labels have. */
    @Summary(value = "Values that labels have", answer = Object.class)
    @POST
    @Path("{dataset}/attributes")
    public Response attributes(
            @PathParam("dataset") String dataset, @Context UriInfo uri, @Context HttpHeaders headers, byte[] body) {
        Asked asked = new Asked(dataset, uri, headers);
        return answer(asked, worker -> json(worker.attributes(body, asked.pageToken())));
    }

    /** The newest minute of everything, for scrapers. */
    @Summary(value = "The newest minute of everything, for scrapers", answer = String.class)
    @GET
    @Path("{dataset}/export")
    public Response export(@PathParam("dataset") String dataset, @Context UriInfo uri, @Context HttpHeaders headers) {
        boolean openMetrics =
                String.valueOf(headers.getHeaderString(HttpHeaders.ACCEPT)).contains(OPEN_METRICS);
        return answer(new Asked(dataset, uri, headers), asked -> Response.ok(
                        asked.export(uri.getQueryParameters(), openMetrics).getBytes(StandardCharsets.UTF_8))
                .header(HttpHeaders.CONTENT_TYPE, openMetrics ? OPEN_METRICS_TYPE : PROMETHEUS_TYPE)
                .build());
    }

    /** What Prometheus is to scrape. */
    @Summary(value = "What Prometheus is to scrape", answer = Object.class)
    @GET
    @Path("{dataset}/discovery")
    public Response discovery(
            @PathParam("dataset") String dataset, @Context UriInfo uri, @Context HttpHeaders headers) {
        String given = headers.getHeaderString(HttpHeaders.HOST);
        String host = given == null ? uri.getBaseUri().getAuthority() : given;
        String exportPath = uri.getBaseUri().getPath() + BELOW + DATASET + "/export";
        return answer(
                new Asked(dataset, uri, headers),
                asked -> json(asked.discovery(host, exportPath, uri.getQueryParameters())));
    }

    private Response answer(Asked asked, Reply reply) {
        if (!access.allows(asked.headers().getHeaderString(HttpHeaders.AUTHORIZATION))) {
            return error(401, List.of("Invalid credentials"));
        }
        if (!asked.dataset().equals(DATASET)) {
            return error(404, List.of("Dataset '" + asked.dataset() + "' is not known; known is " + DATASET + "."));
        }
        try {
            return reply.to(telemetry.get());
        } catch (TelemetryException e) {
            return error(e.status(), e.details());
        } catch (ServiceException.Unavailable e) {
            return error(503, List.of(String.valueOf(e.getMessage())));
        } catch (RuntimeException e) {
            LOG.error("A request to the Metrics API failed path={}", asked.uri().getPath(), e);
            return error(500, List.of("The request failed; the worker's log says why."));
        }
    }

    private static Response json(byte[] body) {
        return Response.ok(body, MediaType.APPLICATION_JSON).build();
    }

    private Response error(int status, List<String> details) {
        Response.ResponseBuilder answer =
                Response.status(status).type(MediaType.APPLICATION_JSON).entity(TelemetryErrors.of(status, details));
        if (status == 401) {
            access.schemes()
                    .forEach(scheme -> answer.header(HttpHeaders.WWW_AUTHENTICATE, scheme + " realm=\"metrics\""));
        }
        return answer.build();
    }
}
