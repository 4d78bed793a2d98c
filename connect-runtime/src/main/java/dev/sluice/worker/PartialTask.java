package dev.sluice.worker;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Utils;

/** What has been made of a task so far, to be closed if the rest cannot be made. */
final class PartialTask implements AutoCloseable {
    private final List<AutoCloseable> parts = new ArrayList<>();

    <T extends AutoCloseable> T add(T part) {
        parts.add(0, part);
        return part;
    }

    @Override
    public void close() {
        parts.forEach(part -> Utils.closeQuietly(part, "part of a task that cannot be made"));
    }
}
