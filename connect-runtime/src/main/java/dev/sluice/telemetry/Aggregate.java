package dev.sluice.telemetry;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How the values of several series become one. */
enum Aggregate {
    SUM,
    MIN,
    MAX,
    AVG,
    COUNT;

    static Optional<Aggregate> of(String word) {
        return Arrays.stream(values())
                .filter(each -> each.name().equals(word.toUpperCase(Locale.ROOT)))
                .findFirst();
    }
}
