package dev.sluice.plugin;

import org.apache.kafka.connect.errors.ConnectException;

/** A configured plugin version is neither a version nor a version range. */
public class InvalidVersionRangeException extends ConnectException {

    private static final long serialVersionUID = 1L;

    public InvalidVersionRangeException(String message, Throwable cause) {
        super(message, cause);
    }
}
