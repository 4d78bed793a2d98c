package dev.sluice.worker;

import dev.sluice.metrics.ScopedPluginMetrics;
import dev.sluice.store.offset.OffsetReader;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.connector.ConnectorContext;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkConnectorContext;
import org.apache.kafka.connect.source.SourceConnectorContext;
import org.apache.kafka.connect.storage.OffsetStorageReader;

/** What a connector may ask of the worker, until it is closed. Connectors call it from any thread. */
sealed interface OpenConnectorContext extends ConnectorContext, AutoCloseable {

    /** The requests of one connector, which end when it does. */
    final class Gate {
        private final String connector;
        private final ConnectorInstance.Requests requests;
        private volatile boolean closed;

        Gate(String connector, ConnectorInstance.Requests requests) {
            this.connector = connector;
            this.requests = requests;
        }

        void reconfigure() {
            if (closed) {
                throw new ConnectException("Connector '" + connector
                        + "' was stopped on this worker; its old instance cannot ask for new task configs");
            }
            requests.reconfigure();
        }

        void raise(Exception error) {
            if (!closed) {
                requests.raise(error);
            }
        }

        void close() {
            closed = true;
        }
    }

    Gate gate();

    @Override
    void close();

    @Override
    default void requestTaskReconfiguration() {
        gate().reconfigure();
    }

    @Override
    default void raiseError(Exception error) {
        gate().raise(error);
    }

    /**
     * For sinks.
     *
     * @param gate    passes requests on
     * @param metrics the connector's own metrics
     */
    record Sink(Gate gate, ScopedPluginMetrics metrics) implements OpenConnectorContext, SinkConnectorContext {
        Sink(String connector, ConnectorInstance.Requests requests, ScopedPluginMetrics metrics) {
            this(new Gate(connector, requests), metrics);
        }

        @Override
        public PluginMetrics pluginMetrics() {
            return metrics;
        }

        @Override
        public void close() {
            gate.close();
            metrics.close();
        }
    }

    /**
     * For sources.
     *
     * @param gate    passes requests on
     * @param metrics the connector's own metrics
     * @param reader  reads the connector's offsets
     * @param offsets where they are kept
     */
    record Source(Gate gate, ScopedPluginMetrics metrics, OffsetReader reader, ConnectorOffsets.Opened offsets)
            implements OpenConnectorContext, SourceConnectorContext {
        Source(
                String connector,
                ConnectorInstance.Requests requests,
                ScopedPluginMetrics metrics,
                OffsetReader reader,
                ConnectorOffsets.Opened offsets) {
            this(new Gate(connector, requests), metrics, reader, offsets);
        }

        @Override
        public PluginMetrics pluginMetrics() {
            return metrics;
        }

        @Override
        public OffsetStorageReader offsetStorageReader() {
            return reader;
        }

        @Override
        public void close() {
            gate.close();
            reader.close();
            offsets.store().stop();
            offsets.close();
            metrics.close();
        }
    }
}
