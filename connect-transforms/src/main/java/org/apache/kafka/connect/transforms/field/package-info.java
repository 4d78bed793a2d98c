/**
 * How configurations name fields, nested ones included (KIP-821). The package may use the plugin API, the Kafka clients
 * library and the checks of the {@code util} package.
 */
package org.apache.kafka.connect.transforms.field;
