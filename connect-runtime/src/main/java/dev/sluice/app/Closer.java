package dev.sluice.app;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Closes things in the reverse of the order in which they were opened, whatever goes wrong in between. */
final class Closer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Closer.class);

    private final Deque<Opened> opened = new ArrayDeque<>();

    /**
     * @param name for the log, should closing it fail
     */
    synchronized <T extends AutoCloseable> T add(String name, T resource) {
        opened.push(new Opened(name, resource));
        return resource;
    }

    /** Has a resource that was added earlier closed before all that was added since. */
    synchronized void moveToFront(AutoCloseable resource) {
        for (Opened part : opened) {
            if (part.resource == resource) {
                opened.remove(part);
                opened.push(part);
                return;
            }
        }
    }

    @Override
    public void close() {
        for (Opened next = next(); next != null; next = next()) {
            try {
                next.resource.close();
            } catch (Exception e) {
                LOG.warn("Closing failed, going on part={}", next.name, e);
            }
        }
    }

    private synchronized Opened next() {
        return opened.poll();
    }

    private record Opened(String name, AutoCloseable resource) {}
}
