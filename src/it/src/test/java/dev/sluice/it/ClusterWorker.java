package dev.sluice.it;

import java.io.IOException;
import java.net.URI;

/** A worker in a process of its own, of either make. */
public interface ClusterWorker extends AutoCloseable {
    URI url();

    /** Of the worker's own process. */
    long pid();

    /** Everything that the process has printed. */
    String output() throws IOException;

    /** Ends it with SIGTERM, waits for its end and gives its exit code. */
    int terminate() throws InterruptedException;

    /** Ends it if it still runs. */
    @Override
    void close();

    Rest rest();

    /** {@code host:port}, as statuses name it. */
    default String workerId() {
        return url().getAuthority();
    }

    /**
     * Whether it leads its group. Only the leader looks for the connector that is to be deleted; others that may not
     * forward answer 409.
     */
    default boolean leads() {
        return rest().delete("/connectors/nobody-has-this-name?forward=false").status() == 404;
    }
}
