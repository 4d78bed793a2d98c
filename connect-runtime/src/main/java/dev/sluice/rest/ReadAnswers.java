package dev.sluice.rest;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.service.ConnectService;
import dev.sluice.service.ReadVersion;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.util.List;

/**
 * Answers to reads that dashboards repeat: put together from what is rendered already, and not at all for a client that
 * has the newest one ({@code If-None-Match}).
 */
final class ReadAnswers {
    private final ServiceCalls calls;
    private final ObjectMapper mapper;
    private final RenderedConnectors rendered;
    private final EntityTags tags;
    private final boolean additions;

    /**
     * @param additions whether there is more than Apache's worker has
     * @param worker    tells this start of this worker from every other
     */
    ReadAnswers(ServiceCalls calls, ObjectMapper mapper, boolean additions, String worker) {
        this.calls = calls;
        this.mapper = mapper;
        this.rendered = new RenderedConnectors(mapper);
        this.tags = new EntityTags(additions, worker);
        this.additions = additions;
    }

    /** {@code GET /connectors}. */
    Response list(Request request, List<String> expansions) {
        ConnectService service = calls.service();
        ReadVersion version = service.version();
        if (expansions.isEmpty()) {
            return tags.answer(request, tags.ofConfigs(version), service::connectors);
        }
        return tags.answer(
                request, tags.ofAll(version), () -> ConnectorList.of(service, rendered, mapper, expansions, additions));
    }

    /** {@code GET /connectors/{connector}/status}. */
    Response status(Request request, String connector) {
        ConnectService service = calls.service();
        RenderedConnectors.Rendered status = rendered.status(service, connector);
        return tags.answer(request, tags.of(status), () -> withProgress(service, connector, status));
    }

    /** When a task last got on is no change of its status: it is told, but changes no tag. */
    private static Object withProgress(ConnectService service, String connector, RenderedConnectors.Rendered rendered) {
        return service.withProgress(service.connectorStatus(connector))
                .<Object>map(StatusJson::of)
                .orElse(rendered.json());
    }

    /** {@code GET /connectors/{connector}}. */
    Response info(Request request, String connector) {
        RenderedConnectors.Rendered info = rendered.info(calls.service(), connector);
        return tags.answer(request, tags.of(info), info::json);
    }
}
