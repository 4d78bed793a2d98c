/**
 * The standard transformations of single records. Those with the forms {@code $Key} and {@code $Value} work on one part
 * of the record and leave the other alone; no record given is ever changed. The package may use the plugin API and the
 * Kafka clients library, nothing else.
 */
package org.apache.kafka.connect.transforms;
