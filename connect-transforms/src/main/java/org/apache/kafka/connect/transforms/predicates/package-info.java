/**
 * The standard predicates, which decide whether a transformation is applied to a record (KIP-585). The package may use
 * the plugin API, the Kafka clients library and the checks of the {@code util} package.
 */
package org.apache.kafka.connect.transforms.predicates;
