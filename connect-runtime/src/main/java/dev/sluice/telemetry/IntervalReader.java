package dev.sluice.telemetry;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads intervals: {@code <start>/<end>}, {@code <start>/<duration>} or {@code <duration>/<end>}, with times of RFC 3339,
 * durations of ISO 8601, and {@code now} with offsets and then a truncation, as in {@code now-2m|m}.
 */
final class IntervalReader {
    private static final Pattern NOW = Pattern.compile("now((?:[+-]\\d{1,9}[mhd])*)(?:\\|([mhd]))?");
    private static final Pattern OFFSET = Pattern.compile("([+-]\\d{1,9})([mhd])");
    private static final Pattern WEEKS = Pattern.compile("P(\\d{1,6})W");
    private static final String FORMS =
            "it must be <start>/<end>, <start>/<duration> or <duration>/<end>, with times such"
                    + " as 2026-01-01T00:00:00Z or now-1h|h and durations such as PT1H";

    private final Instant now;

    IntervalReader(Instant now) {
        this.now = now;
    }

    /** @throws TelemetryException if it is not one */
    Interval read(String text) {
        String[] ends = text.strip().split("/", -1);
        if (ends.length != 2) {
            throw wrong(text, FORMS);
        }
        boolean relative = ends[0].startsWith("now") || ends[1].startsWith("now");
        Interval interval;
        try {
            if (isDuration(ends[0])) {
                Instant to = time(ends[1]);
                interval = new Interval(to.minus(duration(ends[0])), to, relative);
            } else {
                Instant from = time(ends[0]);
                interval = new Interval(
                        from, isDuration(ends[1]) ? from.plus(duration(ends[1])) : time(ends[1]), relative);
            }
            // Beyond what fits into milliseconds there is nothing to find either.
            if (interval.from().toEpochMilli() >= interval.to().toEpochMilli()) {
                throw wrong(text, "its start must be before its end");
            }
            return interval;
        } catch (DateTimeException | ArithmeticException e) {
            throw wrong(text, FORMS);
        }
    }

    private static TelemetryException wrong(String text, String why) {
        return TelemetryException.badRequest("Interval '" + text + "' is not valid: " + why + ".");
    }

    private static boolean isDuration(String end) {
        return end.startsWith("P") || end.startsWith("p");
    }

    private static Duration duration(String text) {
        Matcher weeks = WEEKS.matcher(text);
        return weeks.matches() ? Duration.ofDays(7 * Long.parseLong(weeks.group(1))) : Duration.parse(text);
    }

    private Instant time(String text) {
        Matcher relative = NOW.matcher(text);
        if (!relative.matches()) {
            return OffsetDateTime.parse(text).toInstant();
        }
        Instant time = now;
        Matcher offsets = OFFSET.matcher(relative.group(1));
        while (offsets.find()) {
            time = time.plus(Long.parseLong(offsets.group(1)), unit(offsets.group(2)));
        }
        return relative.group(2) == null ? time : time.truncatedTo(unit(relative.group(2)));
    }

    private static ChronoUnit unit(String letter) {
        return switch (letter) {
            case "m" -> ChronoUnit.MINUTES;
            case "h" -> ChronoUnit.HOURS;
            default -> ChronoUnit.DAYS;
        };
    }
}
