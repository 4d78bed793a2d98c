package dev.sluice.rest;

import dev.sluice.service.ReadVersion;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.util.function.Supplier;

/**
 * Tags by which a client that polls says what it has already ({@code If-None-Match}). They come from versions and are
 * known before anything is rendered; an answer that has not changed costs next to nothing.
 */
final class EntityTags {
    private final boolean enabled;
    private final String worker;

    /**
     * @param enabled whether answers are tagged
     * @param worker  tells this start of this worker from every other, as versions count from anew with each
     */
    EntityTags(boolean enabled, String worker) {
        this.enabled = enabled;
        this.worker = worker;
    }

    /** The tag of an answer that depends on configs alone. */
    String ofConfigs(ReadVersion version) {
        return "c" + version.config();
    }

    /** The tag of an answer that depends on configs and statuses. */
    String ofAll(ReadVersion version) {
        return "c" + version.config() + "s" + version.statuses();
    }

    /** The tag of one rendered answer. */
    String of(RenderedConnectors.Rendered rendered) {
        return "r" + rendered.number();
    }

    /** Tags are weak: two answers with the same tag say the same of states and configs, if not in the same bytes. 304 if the client has it already, else the body, made now, with its tag. */
    Response answer(Request request, String version, Supplier<Object> body) {
        if (!enabled) {
            return Response.ok(body.get()).build();
        }
        EntityTag tag = new EntityTag(worker + "-" + version, true);
        Response.ResponseBuilder unmet = request.evaluatePreconditions(tag);
        if (unmet != null) {
            Response unchanged = unmet.tag(tag).build();
            // Other conditions than If-None-Match mean nothing here, as they mean nothing to Apache's worker.
            if (unchanged.getStatus() == Response.Status.NOT_MODIFIED.getStatusCode()) {
                return unchanged;
            }
        }
        return Response.ok(body.get()).tag(tag).build();
    }
}
