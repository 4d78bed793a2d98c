/**
 * What happened to connectors and tasks, and why: a bounded history in memory, drawn from the status and config topics.
 * Floor 4: uses the stores' listeners and the model.
 */
package dev.sluice.events;
