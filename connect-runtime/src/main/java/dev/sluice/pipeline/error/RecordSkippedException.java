package dev.sluice.pipeline.error;

/** Ends the way of one record that failed and may be skipped. It was reported already. */
public final class RecordSkippedException extends Exception {
    private static final long serialVersionUID = 1L;

    RecordSkippedException() {
        // A signal between two methods; whoever wants the trace finds it in the report.
        super("skipped", null, false, false);
    }
}
