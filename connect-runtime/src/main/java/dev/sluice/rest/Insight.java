package dev.sluice.rest;

import dev.sluice.events.EventHistory;
import dev.sluice.logging.RecentLines;

/**
 * What a worker remembers of what happened.
 *
 * @param events of the whole cluster
 * @param lines  that this worker has logged
 */
public record Insight(EventHistory events, RecentLines lines) {}
