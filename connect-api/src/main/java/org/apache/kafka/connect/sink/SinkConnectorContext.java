package org.apache.kafka.connect.sink;

import org.apache.kafka.connect.connector.ConnectorContext;

/** What the worker offers to a running sink connector. */
public interface SinkConnectorContext extends ConnectorContext {}
