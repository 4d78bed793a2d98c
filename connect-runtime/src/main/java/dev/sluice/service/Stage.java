package dev.sluice.service;

import java.time.Instant;

/**
 * What a worker is busy with, for the text of an answer that did not come in time.
 *
 * @param ready       whether the worker has been up: topics read, group joined, first work started
 * @param description what its event loop does, such as {@code reading the config topic}
 * @param since       when it began to
 */
public record Stage(boolean ready, String description, Instant since) {}
