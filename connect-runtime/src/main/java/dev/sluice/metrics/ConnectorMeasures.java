package dev.sluice.metrics;

import java.util.Map;
import java.util.function.Consumer;

/**
 * What is told of a connector that this worker runs, in the group {@code connector-metrics}. Closing removes it; what is
 * told later goes nowhere. Safe for use by many threads.
 */
public final class ConnectorMeasures implements AutoCloseable {
    private final String connector;
    private final MetricGroup group;
    private final Startup startup;
    private final Consumer<ConnectorMeasures> onClose;
    private volatile String state = "unassigned";
    private volatile Description description;
    private boolean closed;

    /**
     * What a connector is.
     *
     * @param type      {@code source}, {@code sink} or {@code unknown}
     * @param className its class
     * @param version   what it says of itself
     */
    public record Description(String type, String className, String version) {}

    ConnectorMeasures(String connector, MetricGroup group, Startup startup, Consumer<ConnectorMeasures> onClose) {
        this.connector = connector;
        this.group = group;
        this.startup = startup;
        this.onClose = onClose;
    }

    /** The connector was made: from now on it stands in JMX. */
    public synchronized void describe(Description made) {
        if (closed || description != null) {
            return;
        }
        description = made;
        group.gauge("status", (config, now) -> state);
        group.gauge("connector-type", (config, now) -> made.type());
        group.gauge("connector-class", (config, now) -> made.className());
        group.gauge("connector-version", (config, now) -> made.version());
    }

    /**
     * The connector has changed its state.
     *
     * @param reached lower case, as in statuses
     */
    public void state(String reached) {
        state = reached;
        startup.reached(reached);
    }

    public String connector() {
        return connector;
    }

    /** Lower case, as in statuses. */
    public String state() {
        return state;
    }

    /** What the connector is; {@code unknown} and empty texts before it was made. */
    public Description description() {
        Description known = description;
        return known == null ? new Description("unknown", "", "") : known;
    }

    /** Where the MBean stands. */
    static Map<String, String> tags(String connector) {
        return Map.of("connector", connector);
    }

    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            group.close();
        }
        onClose.accept(this);
    }
}
