/**
 * The policies that {@code connector.client.config.override.policy} can name: which client properties a connector may
 * set for itself. The package may use the plugin API and the Kafka clients library.
 */
package org.apache.kafka.connect.connector.policy;
