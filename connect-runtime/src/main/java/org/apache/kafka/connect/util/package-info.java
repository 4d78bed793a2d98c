/**
 * The few classes of this name that published connectors, MirrorMaker's above all, are linked against. Plugins use them,
 * the worker does not. The package may use the Kafka clients library, the plugin API, and the worker's {@code kafka}
 * package.
 */
package org.apache.kafka.connect.util;
