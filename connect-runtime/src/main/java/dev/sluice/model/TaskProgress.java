package dev.sluice.model;

/**
 * When a task on this worker last got on, in ms since the epoch; 0 for never.
 *
 * @param lastPollMs   a poll returned, of the source or of the sink's consumer, with records or without
 * @param lastPutMs    a sink task took what it was given
 * @param lastCommitMs offsets were committed, or there were none to commit
 */
public record TaskProgress(long lastPollMs, long lastPutMs, long lastCommitMs) {}
