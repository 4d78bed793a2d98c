package dev.sluice.rest;

import dev.sluice.service.RequestSignature;
import dev.sluice.service.ServiceException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.util.List;
import org.apache.kafka.connect.errors.AlreadyExistsException;
import org.apache.kafka.connect.errors.NotFoundException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns whatever a resource throws, extensions' resources and a plugin's {@link Error}s included, into a status and an
 * {@link ErrorMessage}.
 */
final class ErrorMapper implements ExceptionMapper<Throwable> {
    private static final Logger LOG = LoggerFactory.getLogger(ErrorMapper.class);

    private final boolean additions;
    private final boolean metricsApi;

    @Context
    private UriInfo uri;

    @Context
    private HttpHeaders headers;

    /**
     * @param additions  whether the body has a field that Apache's worker does not send
     * @param metricsApi whether errors below the Metrics API's path are told as that API tells them
     */
    ErrorMapper(boolean additions, boolean metricsApi) {
        this.additions = additions;
        this.metricsApi = metricsApi;
    }

    @Override
    public Response toResponse(Throwable error) {
        int status = status(error);
        if (status >= 500) {
            LOG.error("Request failed path={} status={}", uri.getPath(), status, error);
        } else {
            LOG.debug("Request refused path={} status={}", uri.getPath(), status, error);
        }
        Response.ResponseBuilder answer = Response.status(status);
        String message = error instanceof Error ? error.toString() : error.getMessage();
        if (metricsApi && uri.getPath().startsWith(TelemetryResource.BELOW)) {
            return answer.type(MediaType.APPLICATION_JSON)
                    .entity(TelemetryErrors.of(status, List.of(String.valueOf(message))))
                    .build();
        }
        String type = ErrorType.of(error, status).word();
        if (!additions) {
            return answer.entity(new ErrorMessage(status, message, null)).build();
        }
        if (fromWorker()) {
            return answer.entity(new ErrorMessage(status, message, null))
                    .header(ErrorType.HEADER, type)
                    .build();
        }
        return answer.entity(new ErrorMessage(status, message, type)).build();
    }

    /** Apache's workers understand a body with the two fields that they know, and no other. */
    private boolean fromWorker() {
        return uri.getQueryParameters().containsKey("forward")
                || headers.getRequestHeaders().containsKey(RequestSignature.MAC_HEADER)
                || WorkerClient.USER_AGENT.equals(headers.getHeaderString(HttpHeaders.USER_AGENT));
    }

    /** The HTTP status for an error. */
    static int status(Throwable error) {
        if (error instanceof ServiceException refusal) {
            return serviceStatus(refusal);
        }
        if (error instanceof NotFoundException) {
            return 404;
        }
        if (error instanceof AlreadyExistsException) {
            return 409;
        }
        if (error instanceof WebApplicationException web) {
            return web.getResponse().getStatus();
        }
        return 500;
    }

    private static int serviceStatus(ServiceException error) {
        if (error instanceof ServiceException.BadRequest) {
            return 400;
        }
        if (error instanceof ServiceException.Forbidden) {
            return 403;
        }
        if (error instanceof ServiceException.NotFound) {
            return 404;
        }
        if (error instanceof ServiceException.AlreadyExists
                || error instanceof ServiceException.Rebalancing
                || error instanceof ServiceException.NotHere) {
            return 409;
        }
        if (error instanceof ServiceException.Unavailable) {
            return 503;
        }
        return error instanceof ServiceException.Remote remote ? remote.status() : 500;
    }
}
