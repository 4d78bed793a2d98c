/**
 * The only place that makes Kafka clients, and what the worker asks of the cluster through an admin client: its id, its
 * topics, their ends. Floor 1: uses {@code model} and Kafka's client library.
 */
package dev.sluice.kafka;
