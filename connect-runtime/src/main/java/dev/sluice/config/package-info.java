/**
 * The worker's and the connectors' configuration: definitions of all keys, typed access, properties of the Kafka
 * clients, config providers. Floor 1: uses {@code model}, {@code plugin} and kafka-clients.
 */
package dev.sluice.config;
