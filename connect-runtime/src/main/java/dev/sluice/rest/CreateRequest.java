package dev.sluice.rest;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.sluice.model.TargetState;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The body of {@code POST /connectors} (KIP-980).
 *
 * @param name         the connector's name, or null
 * @param config       its config; values may be null
 * @param initialState RUNNING, PAUSED or STOPPED in any case, or null
 */
public record CreateRequest(
        @JsonProperty("name") String name,
        @JsonProperty("config") Map<String, String> config,
        @JsonProperty("initial_state") String initialState) {

    /** Refuses, as unreadable, a state that does not exist. */
    public CreateRequest {
        targetState(initialState);
    }

    /** The name without blanks and control characters around it; empty if there is none. */
    String trimmedName() {
        return name == null ? "" : name.trim();
    }

    /** What the connector is to do at first, if the request says so. */
    Optional<TargetState> targetState() {
        return targetState(initialState);
    }

    private static Optional<TargetState> targetState(String word) {
        if (word == null) {
            return Optional.empty();
        }
        return Optional.of(
                switch (word.toUpperCase(Locale.ROOT)) {
                    case "RUNNING" -> TargetState.STARTED;
                    case "PAUSED" -> TargetState.PAUSED;
                    case "STOPPED" -> TargetState.STOPPED;
                    default ->
                        throw new IllegalArgumentException(
                                "initial_state is '" + word + "'; it can be RUNNING, PAUSED or STOPPED");
                });
    }
}
