package dev.sluice.service;

/**
 * How new what a worker has read is.
 *
 * @param config   of the config topic
 * @param statuses of the status topic
 */
public record ReadVersion(long config, long statuses) {}
