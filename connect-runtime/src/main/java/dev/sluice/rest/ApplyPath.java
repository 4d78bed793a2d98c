package dev.sluice.rest;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import java.net.URI;

/**
 * Takes {@code POST /connectors/apply} aside before it is matched. A resource of that path would take the other methods
 * too, and a connector that is named {@code apply} could not be reached any more.
 */
@PreMatching
final class ApplyPath implements ContainerRequestFilter {
    static final String PUBLIC = "/connectors/apply";
    static final String INTERNAL = "/connectors-apply";

    @Override
    public void filter(ContainerRequestContext request) {
        String path = request.getUriInfo().getPath(false);
        if (request.getMethod().equals("POST")
                && (path.equals("connectors/apply") || path.equals("connectors/apply/"))) {
            URI uri = request.getUriInfo()
                    .getRequestUriBuilder()
                    .replacePath(INTERNAL)
                    .build();
            request.setRequestUri(request.getUriInfo().getBaseUri(), uri);
        }
    }
}
