/**
 * What happens to a record that fails (KIP-298, KIP-610): another attempt, a report to the log or the dead letter queue,
 * and then the end of the record or of the task. Floor 2: uses {@code config}, {@code kafka} and
 * {@code pipeline.control}.
 */
package dev.sluice.pipeline.error;
