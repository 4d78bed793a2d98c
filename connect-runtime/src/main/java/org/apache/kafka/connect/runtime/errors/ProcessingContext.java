package org.apache.kafka.connect.runtime.errors;

/**
 * Where a record that passes through a task comes from.
 *
 * @param <T> the form in which it entered the task
 */
public class ProcessingContext<T> {

    private final T original;

    public ProcessingContext(T original) {
        this.original = original;
    }

    /** The record as it entered the task. */
    public T original() {
        return original;
    }
}
