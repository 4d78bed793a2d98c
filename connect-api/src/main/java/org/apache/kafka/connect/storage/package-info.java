/**
 * What crosses the border between records and Kafka's bytes: converters, and the committed offsets of sources. Uses
 * {@code components}, {@code data} and {@code errors}.
 */
package org.apache.kafka.connect.storage;
