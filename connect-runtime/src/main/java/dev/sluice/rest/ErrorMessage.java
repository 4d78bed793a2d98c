package dev.sluice.rest;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * The body of every error answer.
 *
 * @param errorCode the HTTP status
 * @param message   what is wrong; may be null
 * @param errorType the kind of error, see {@link ErrorType}; null where it is not told
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record ErrorMessage(
        @JsonProperty("error_code") int errorCode,
        @JsonProperty("message") String message,

        @JsonProperty("error_type") @JsonInclude(JsonInclude.Include.NON_NULL)
        String errorType) {
    @JsonCreator
    ErrorMessage {}
}
