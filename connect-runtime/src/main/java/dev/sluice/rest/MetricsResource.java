package dev.sluice.rest;

import dev.sluice.prometheus.MetricsPage;
import dev.sluice.service.ServiceException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * What is measured of this worker, for Prometheus: of this worker alone, so it is never forwarded, and it waits for
 * nothing. {@code metrics.prometheus.enable} switches it off.
 */
@Path("/metrics")
public final class MetricsResource {
    private static final int FIRST_BYTES = 64 * 1024;

    private volatile MetricsPage page;

    /** From now on there is something to show. */
    void connect(MetricsPage newPage) {
        page = newPage;
    }

    /** In text format 0.0.4, or in OpenMetrics 1.0 where that is accepted; compressed where that is. */
    @Summary(
            value = "What is measured of this worker, in Prometheus' text format or in OpenMetrics",
            answer = String.class)
    @GET
    @Produces({"text/plain", "application/openmetrics-text", "*/*"})
    public Response metrics(@Context HttpHeaders headers) {
        MetricsPage current = page;
        if (current == null) {
            throw new ServiceException.NotFound("Nothing is measured yet; the worker is starting");
        }
        MetricsPage.Format format =
                Gzip.accepts(headers.getHeaderString(HttpHeaders.ACCEPT), "application/openmetrics-text")
                        ? MetricsPage.Format.OPEN_METRICS
                        : MetricsPage.Format.TEXT;
        boolean compressed = Gzip.acceptedBy(headers.getHeaderString(HttpHeaders.ACCEPT_ENCODING));
        Response.ResponseBuilder answer = Response.ok(rendered(current, format, compressed))
                .header(HttpHeaders.CONTENT_TYPE, format.contentType())
                .header(HttpHeaders.VARY, "Accept, Accept-Encoding");
        return compressed ? answer.header(HttpHeaders.CONTENT_ENCODING, "gzip").build() : answer.build();
    }

    private static byte[] rendered(MetricsPage page, MetricsPage.Format format, boolean compressed) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(FIRST_BYTES);
        try (OutputStream out = compressed ? Gzip.over(bytes) : bytes) {
            page.write(format, out);
        } catch (IOException e) {
            throw new ServiceException("The metrics could not be written", e);
        }
        return bytes.toByteArray();
    }
}
