package dev.sluice.rest;

import dev.sluice.service.RequestSignature;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;

/** Tells workers of ours, and nobody who does not ask, for which incarnation of this worker they have to sign. */
final class IncarnationHeader implements ContainerResponseFilter {
    private final Tickets tickets;

    IncarnationHeader(Tickets tickets) {
        this.tickets = tickets;
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (request.getHeaderString(RequestSignature.INCARNATION_HEADER) != null) {
            response.getHeaders().putSingle(RequestSignature.INCARNATION_HEADER, tickets.incarnation());
        }
    }
}
