/**
 * Connectors, their tasks and the records between them, as far as source and sink agree. Uses {@code components},
 * {@code data}, {@code header} and {@code errors}.
 */
package org.apache.kafka.connect.connector;
