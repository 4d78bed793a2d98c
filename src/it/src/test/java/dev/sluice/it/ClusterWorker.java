package dev.sluice.it;

import java.io.IOException;
import java.net.URI;
import java.util.concurrent.TimeUnit;

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

    /**
     * Sends it a signal, such as {@code STOP}.
     *
     * @throws IllegalStateException if that cannot be done
     */
    default void signal(String name) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(pid())).start();
        if (!kill.waitFor(10, TimeUnit.SECONDS) || kill.exitValue() != 0) {
            throw new IllegalStateException("kill -" + name + " failed");
        }
    }

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
