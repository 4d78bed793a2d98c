package dev.sluice.app;

import dev.sluice.rest.Served;
import dev.sluice.service.LeaderGateway;
import java.net.URI;
import java.util.Optional;

/** How a worker is reached, and how it reaches others. */
interface Front extends AutoCloseable {
    /** Takes the ports, so that the addresses are known. */
    void bind();

    /** Makes ready what does not need the worker; may run beside everything else. */
    void prepare();

    /** Opens for requests. */
    void serve(Served worker);

    /** Where requests are taken; empty if nowhere. */
    Optional<URI> url();

    /** Where the admin endpoints are, if they have a listener of their own. */
    Optional<URI> adminUrl();

    /** What other workers of the group are told. */
    URI advertisedUrl();

    /** By which name statuses and metrics call this worker. */
    String workerId();

    /** How the group's leader is asked. */
    LeaderGateway leaderGateway();

    @Override
    void close();
}
