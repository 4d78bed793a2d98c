package dev.sluice.rest;

import com.fasterxml.jackson.core.JacksonException;
import dev.sluice.service.ServiceException;
import java.util.Locale;
import org.apache.kafka.connect.errors.AlreadyExistsException;
import org.apache.kafka.connect.errors.NotFoundException;

/**
 * What kind of error an answer is, in words that programs can rely on: {@code error_type} of the body, lower case. One
 * status can stand for several: 409 for a name that is taken, which is so for good, and for a rebalance, which passes.
 */
enum ErrorType {
    /** 400: the request, or the config in it, is wrong; the message says what. */
    BAD_REQUEST,
    /** 403: what was asked for is switched off, or the signature does not fit. */
    FORBIDDEN,
    /** 404: there is no such connector, task, plugin, logger or path. */
    NOT_FOUND,
    /** 409: there is a connector of that name. Trying again does not help. */
    ALREADY_EXISTS,
    /** 409: nobody can do it until a rebalance has ended. Trying again helps. */
    REBALANCING,
    /** 500: the body is no JSON, or not the JSON that the request needs. */
    UNREADABLE_BODY,
    /** 500: the worker, or the plugin that it asked, took too long; it may be done all the same. */
    TIMED_OUT,
    /** 500: another worker would have to do it and cannot be reached. */
    UNREACHABLE,
    /** 503: the worker is starting, or has too much to do. Trying again helps. */
    UNAVAILABLE,
    /** 4xx without a word of its own, such as 405, 406 and 415: the status says it all. */
    REFUSED,
    /** 5xx: the worker failed; the message says how. */
    INTERNAL;

    /** The header in which one worker tells it to another, since older ones do not know the field of the body. */
    static final String HEADER = "X-Sluice-Error-Type";

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @param status the HTTP status that the error becomes */
    static ErrorType of(Throwable error, int status) {
        if (error instanceof ServiceException.Remote remote) {
            return ofRemote(remote);
        }
        if (error instanceof ServiceException.AlreadyExists || error instanceof AlreadyExistsException) {
            return ALREADY_EXISTS;
        }
        if (error instanceof ServiceException.Rebalancing || error instanceof ServiceException.NotHere) {
            return REBALANCING;
        }
        if (error instanceof ServiceException.TimedOut) {
            return TIMED_OUT;
        }
        if (error instanceof ServiceException.Unreachable) {
            return UNREACHABLE;
        }
        if (error instanceof JacksonException) {
            return UNREADABLE_BODY;
        }
        return error instanceof NotFoundException ? NOT_FOUND : ofStatus(status);
    }

    private static ErrorType ofRemote(ServiceException.Remote remote) {
        if (remote.type().isPresent()) {
            for (ErrorType type : values()) {
                if (type.word().equals(remote.type().get())) {
                    return type;
                }
            }
        }
        if (remote.status() == 409) {
            // Apache's worker says no more than this.
            return String.valueOf(remote.getMessage()).endsWith("already exists") ? ALREADY_EXISTS : REBALANCING;
        }
        return ofStatus(remote.status());
    }

    private static ErrorType ofStatus(int status) {
        return switch (status) {
            case 400 -> BAD_REQUEST;
            case 403 -> FORBIDDEN;
            case 404 -> NOT_FOUND;
            case 503 -> UNAVAILABLE;
            default -> status < 500 ? REFUSED : INTERNAL;
        };
    }
}
