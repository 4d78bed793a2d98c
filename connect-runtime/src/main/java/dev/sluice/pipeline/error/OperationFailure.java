package dev.sluice.pipeline.error;

/**
 * A record that failed, for good.
 *
 * @param record    the record as it came from the task or the topic
 * @param stage     where it failed
 * @param className the class that failed
 * @param error     how
 * @param attempts  how often it was tried
 * @param <T>       what kind of record it is
 */
public record OperationFailure<T>(T record, Stage stage, String className, Throwable error, int attempts) {}
