/**
 * Headers of Connect records: the API that connectors, transformations and header converters see, and its one
 * implementation. Uses the data API only.
 */
package org.apache.kafka.connect.header;
