/**
 * Converters of single primitive values, in the wire forms of Kafka's own serializers. The package may use the plugin
 * API and the Kafka clients library, nothing else.
 */
package org.apache.kafka.connect.converters;
