package dev.sluice.model;

import java.util.Optional;

/**
 * What one worker says of one connector or task: a record of the status topic.
 *
 * @param state      what it does
 * @param workerId   the worker that says so, {@code host:port} of its advertised URL
 * @param generation the group generation in which it was said
 * @param trace      the stack trace of a failure
 * @param version    the plugin's version where known; {@code undefined} for a plugin without one
 */
public record Status(
        RunState state, String workerId, int generation, Optional<String> trace, Optional<String> version) {

    /** A status without a trace. */
    public static Status of(RunState state, String workerId, int generation, Optional<String> version) {
        return new Status(state, workerId, generation, Optional.empty(), version);
    }
}
