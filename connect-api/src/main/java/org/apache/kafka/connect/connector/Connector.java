package org.apache.kafka.connect.connector;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.components.ConnectPlugin;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * Describes a copy job between Kafka and another system, and divides it into tasks.
 *
 * <p>A connector moves no records itself. It watches the other system, answers with task configurations, and asks for
 * {@linkplain ConnectorContext#requestTaskReconfiguration() reconfiguration} when these are out of date. The worker calls
 * {@link #initialize(ConnectorContext)}, then {@link #start(Map)}, then {@link #taskConfigs(int)} as often as needed, and
 * {@link #stop()} in the end; all from one thread at a time.
 *
 * <p>Plugins extend {@link org.apache.kafka.connect.source.SourceConnector} or
 * {@link org.apache.kafka.connect.sink.SinkConnector}.
 */
public abstract class Connector implements ConnectPlugin {

    /** The worker's side; set by {@code initialize}, null before. */
    protected ConnectorContext context;

    /** For subclasses. */
    public Connector() {}

    /**
     * Hands over the context, before the first start.
     *
     * @param ctx the worker's side
     */
    public void initialize(ConnectorContext ctx) {
        context = ctx;
    }

    /**
     * Hands over the context together with the task configurations of an earlier run, so that a connector may keep its
     * division of work stable. Unless overridden, the configurations are not looked at.
     *
     * @param ctx the worker's side
     * @param taskConfigs the last known task configurations
     */
    public void initialize(ConnectorContext ctx, List<Map<String, String>> taskConfigs) {
        context = ctx;
    }

    /**
     * Gives the context that {@code initialize} has set.
     *
     * @return the context, null before initialization
     */
    protected ConnectorContext context() {
        return context;
    }

    /**
     * Starts the connector. Called on a fresh object or after {@link #stop()}.
     *
     * @param props the connector's configuration
     */
    public abstract void start(Map<String, String> props);

    /**
     * Takes up a changed configuration: stops and starts, unless overridden with something gentler.
     *
     * @param props the new configuration
     */
    public void reconfigure(Map<String, String> props) {
        stop();
        start(props);
    }

    /**
     * Names the class that runs this connector's tasks.
     *
     * @return a class with a public constructor without arguments
     */
    public abstract Class<? extends Task> taskClass();

    /**
     * Divides the work.
     *
     * @param maxTasks the largest number of configurations to return
     * @return one configuration for each task; the same inputs should give the same answer in the same order
     */
    public abstract List<Map<String, String>> taskConfigs(int maxTasks);

    /** Ends the connector and gives back what it holds. */
    public abstract void stop();

    /**
     * Checks a configuration against {@link #config()}. Override to add checks across keys; call this first.
     *
     * @param connectorConfigs the configuration as the user gave it
     * @return every key with its value, recommended values and errors
     * @throws ConnectException if {@link #config()} returns null
     */
    public Config validate(Map<String, String> connectorConfigs) {
        ConfigDef definition = config();
        if (definition == null) {
            throw new ConnectException(
                    getClass().getName()
                            + ".config() returned null. A connector has to return a ConfigDef, an empty one if it has no keys of its own.");
        }
        return new Config(definition.validate(connectorConfigs));
    }

    @Override
    public abstract ConfigDef config();
}
