package dev.sluice.telemetry;

import java.util.List;

/** A request that is not answered; each detail is an item of {@code errors} in the answer. */
public final class TelemetryException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final List<String> details;

    /**
     * @param status  of HTTP
     * @param details what is wrong, one for each fault
     */
    public TelemetryException(int status, List<String> details) {
        super(String.join("; ", details));
        this.status = status;
        this.details = List.copyOf(details);
    }

    static TelemetryException badRequest(String detail) {
        return new TelemetryException(400, List.of(detail));
    }

    /** No resource that was asked for is known here. */
    static TelemetryException forbidden() {
        return new TelemetryException(403, List.of("Query must filter by at least one of your authorized resources"));
    }

    /** Of HTTP. */
    public int status() {
        return status;
    }

    /** What is wrong, one for each fault. */
    public List<String> details() {
        return details;
    }
}
