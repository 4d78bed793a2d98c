package dev.sluice.rest;

import java.util.List;

/**
 * The body of an error in the words of the Metrics API: {@code {"errors": [{"status": "400", "detail": "..."}]}}.
 *
 * @param errors all that is wrong
 */
record TelemetryErrors(List<Fault> errors) {

    /**
     * One thing that is wrong.
     *
     * @param status the HTTP status, as text
     * @param detail what to tell the user
     */
    record Fault(String status, String detail) {}

    static TelemetryErrors of(int status, List<String> details) {
        return new TelemetryErrors(details.stream()
                .map(detail -> new Fault(Integer.toString(status), detail))
                .toList());
    }
}
