/** What is measured, metric groups and their names. Floor 0: uses Kafka's metrics library only. */
package dev.sluice.metrics;
