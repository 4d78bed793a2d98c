/**
 * The data path of a source task: poll, convert, send, acknowledge, commit; at least once, or exactly once in
 * transactions (KIP-618). Floor 4: uses the other {@code pipeline}
 * packages, {@code store.offset} and {@code plugin}.
 */
package dev.sluice.pipeline.source;
