package dev.sluice.rest;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * The body of every error answer.
 *
 * @param errorCode the HTTP status
 * @param message   what is wrong; may be null
 */
record ErrorMessage(
        @JsonProperty("error_code") int errorCode,
        @JsonProperty("message") String message) {
    @JsonCreator
    ErrorMessage {}
}
