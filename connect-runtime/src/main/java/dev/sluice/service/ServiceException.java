package dev.sluice.service;

import java.util.Optional;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * A request that cannot be done, and why. What is none of the named kinds is an error of the worker's own (HTTP 500).
 */
public class ServiceException extends ConnectException {
    private static final long serialVersionUID = 1L;

    public ServiceException(String message) {
        super(message);
    }

    public ServiceException(String message, Throwable cause) {
        super(message, cause);
    }

    /** The request itself is wrong: 400. */
    public static final class BadRequest extends ServiceException {
        private static final long serialVersionUID = 1L;

        public BadRequest(String message) {
            super(message);
        }
    }

    /** What was asked for is switched off, or the signature does not fit: 403. */
    public static final class Forbidden extends ServiceException {
        private static final long serialVersionUID = 1L;

        public Forbidden(String message) {
            super(message);
        }
    }

    /** There is no such connector, task or plugin: 404. */
    public static final class NotFound extends ServiceException {
        private static final long serialVersionUID = 1L;

        public NotFound(String message) {
            super(message);
        }
    }

    /** The connector exists already: 409. */
    public static final class AlreadyExists extends ServiceException {
        private static final long serialVersionUID = 1L;

        public AlreadyExists(String message) {
            super(message);
        }
    }

    /** A rebalance is under way or expected, so that nobody can do it now: 409. Clients match on these messages. */
    public static final class Rebalancing extends ServiceException {
        /** How all messages begin. */
        public static final String PREFIX = "Cannot complete request ";

        private static final long serialVersionUID = 1L;

        /** Nobody knows who could do it. */
        public static Rebalancing noLeader() {
            return new Rebalancing(
                    PREFIX + "momentarily due to no known leader URL, likely because a rebalance was underway.");
        }

        /** The request went from worker to worker and found none that could do it. */
        public static Rebalancing conflict() {
            return new Rebalancing(PREFIX + "because of a conflicting operation (e.g. worker rebalance)");
        }

        public Rebalancing(String message) {
            super(message);
        }
    }

    /** The worker cannot do it yet, but will: 503. */
    public static final class Unavailable extends ServiceException {
        private static final long serialVersionUID = 1L;

        public Unavailable(String message) {
            super(message);
        }
    }

    /** It took too long, and may be done all the same: 500. */
    public static final class TimedOut extends ServiceException {
        private static final long serialVersionUID = 1L;

        public TimedOut(String message) {
            super(message);
        }
    }

    /** Another worker has to do it and cannot be reached; it has not got the request: 500. */
    public static final class Unreachable extends ServiceException {
        private static final long serialVersionUID = 1L;

        public Unreachable(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** Another worker answered a forwarded request with an error: its status and message. */
    public static final class Remote extends ServiceException {
        private static final long serialVersionUID = 1L;
        private final int status;
        private final String type;

        public Remote(int status, String message) {
            this(status, message, Optional.empty());
        }

        /** @param type what the other worker calls the kind of error, if it does */
        public Remote(int status, String message, Optional<String> type) {
            super(message);
            this.status = status;
            this.type = type.orElse(null);
        }

        public Optional<String> type() {
            return Optional.ofNullable(type);
        }

        /** The HTTP status that the other worker gave. */
        public int status() {
            return status;
        }
    }

    /** Another worker has to do it. */
    public static final class NotHere extends ServiceException {
        private static final long serialVersionUID = 1L;
        private final String url;

        /** @param url that worker's advertised URL; empty where it is not known (409) */
        public NotHere(String message, Optional<String> url) {
            super(message);
            this.url = url.orElse(null);
        }

        public Optional<String> url() {
            return Optional.ofNullable(url);
        }
    }
}
