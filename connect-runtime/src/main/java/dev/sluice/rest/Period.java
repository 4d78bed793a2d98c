package dev.sluice.rest;

import dev.sluice.service.ServiceException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;

/**
 * Which part of a history a request asks for.
 *
 * @param sinceMs the first moment, in ms since the epoch
 * @param untilMs the last moment, in ms since the epoch
 * @param limit   how many at most: the newest
 */
record Period(long sinceMs, long untilMs, int limit) {
    private static final int DEFAULT_LIMIT = 100;
    private static final int MOST = 1_000;

    /**
     * @param since ISO 8601 with a zone, or ms since the epoch; null for the beginning
     * @param until the same; null for now
     * @throws ServiceException.BadRequest if one of them cannot be understood
     */
    static Period of(String since, String until, String limit) {
        return new Period(
                time("since", since).orElse(Long.MIN_VALUE),
                time("until", until).orElse(Long.MAX_VALUE),
                limit == null ? DEFAULT_LIMIT : limit(limit));
    }

    private static Optional<Long> time(String name, String text) {
        if (text == null || text.isBlank()) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    text.strip().matches("-?\\d{1,18}")
                            ? Long.parseLong(text.strip())
                            : Instant.parse(text.strip()).toEpochMilli());
        } catch (DateTimeException | ArithmeticException e) {
            throw new ServiceException.BadRequest("Parameter " + name + " is '" + text
                    + "', but has to be a time such as 2026-01-31T15:00:00Z, or ms since the epoch");
        }
    }

    private static int limit(String text) {
        try {
            int limit = Integer.parseInt(text.strip());
            if (limit >= 1 && limit <= MOST) {
                return limit;
            }
        } catch (NumberFormatException e) {
            // as any other wrong number
        }
        throw new ServiceException.BadRequest(
                "Parameter limit is '" + text + "', but has to be a number from 1 to " + MOST);
    }

    /** The newest of those that lie within, in their order. */
    <T> List<T> of(List<T> ordered, ToLongFunction<T> atMs) {
        List<T> within = ordered.stream()
                .filter(each -> atMs.applyAsLong(each) >= sinceMs && atMs.applyAsLong(each) <= untilMs)
                .toList();
        return within.subList(Math.max(0, within.size() - limit), within.size());
    }
}
