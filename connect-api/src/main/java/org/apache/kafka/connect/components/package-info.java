/** The traits that plugins of every kind share. Uses nothing but Kafka's configuration classes. */
package org.apache.kafka.connect.components;
