/**
 * Reads and changes the offsets of connectors that users ask about (KIP-875): source offsets in an offset store, and
 * committed offsets of a sink's consumer group. Floor 4: uses {@code store.offset}, {@code service}, the plugin API and
 * Kafka's admin client; knows neither workers nor plugins.
 */
package dev.sluice.offsets;
