/**
 * Who may override which settings of the Kafka clients that a connector gets (KIP-458). Uses {@code components},
 * {@code connector} and {@code health}.
 */
package org.apache.kafka.connect.connector.policy;
