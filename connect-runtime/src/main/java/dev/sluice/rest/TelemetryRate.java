package dev.sluice.rest;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.ByteBuffer;
import java.util.List;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Tells clients of the Metrics API how many requests they may still send, as Confluent Cloud does, and refuses more. Their
 * credentials are not looked at, so guesses at them are counted too. Names of headers are lower case, since there are
 * clients that ask for them so.
 */
final class TelemetryRate extends Handler.Wrapper {
    private final RequestRate rate;
    private final ObjectMapper mapper;

    TelemetryRate(RequestRate rate, ObjectMapper mapper) {
        this.rate = rate;
        this.mapper = mapper;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        if (!Request.getPathInContext(request).startsWith("/" + TelemetryResource.BELOW)) {
            return super.handle(request, response, callback);
        }
        RequestRate.Standing standing = rate.count(Request.getRemoteAddr(request));
        response.getHeaders().put("ratelimit-limit", Integer.toString(standing.limit()));
        response.getHeaders().put("ratelimit-remaining", Integer.toString(standing.remaining()));
        response.getHeaders().put("ratelimit-reset", Long.toString(standing.resetS()));
        if (standing.allowed()) {
            return super.handle(request, response, callback);
        }
        response.setStatus(HttpStatus.TOO_MANY_REQUESTS_429);
        response.getHeaders().put(HttpHeader.RETRY_AFTER, Long.toString(standing.resetS()));
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
        response.write(true, ByteBuffer.wrap(refusal(standing)), callback);
        return true;
    }

    private byte[] refusal(RequestRate.Standing standing) throws Exception {
        String detail = "Too many requests: " + standing.limit() + " a minute are allowed"
                + " (metrics.api.requests.per.minute); ask again in " + standing.resetS() + " s.";
        return mapper.writeValueAsBytes(TelemetryErrors.of(HttpStatus.TOO_MANY_REQUESTS_429, List.of(detail)));
    }
}
