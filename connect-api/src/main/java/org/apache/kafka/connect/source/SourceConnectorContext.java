package org.apache.kafka.connect.source;

import org.apache.kafka.connect.connector.ConnectorContext;
import org.apache.kafka.connect.storage.OffsetStorageReader;

/** What the worker offers to a running source connector. */
public interface SourceConnectorContext extends ConnectorContext {

    /**
     * Gives access to the offsets that the connector's tasks have committed.
     *
     * @return the reader
     */
    OffsetStorageReader offsetStorageReader();
}
