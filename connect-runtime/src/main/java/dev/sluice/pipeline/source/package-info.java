/**
 * The data path of a source task: poll, convert, send, acknowledge, commit. Floor 4: uses the other {@code pipeline}
 * packages, {@code store.offset} and {@code plugin}.
 */
package dev.sluice.pipeline.source;
