package dev.sluice.history;

import java.util.EnumMap;
import java.util.Map;

/**
 * One minute of one series, as one worker tells it.
 *
 * @param series what it is about
 * @param values what is known; a field that is missing is zero, or unknown
 */
public record Measurement(SeriesKey series, Map<Field, Long> values) {

    public Measurement {
        EnumMap<Field, Long> copy = new EnumMap<>(Field.class);
        values.forEach((field, value) -> {
            if (value < 0) {
                throw new IllegalArgumentException(field + " of " + series + " must not be negative, but is " + value);
            }
            copy.put(field, value);
        });
        values = java.util.Collections.unmodifiableMap(copy);
    }
}
