package org.apache.kafka.connect.errors;

/** What was to be created is there already. */
public class AlreadyExistsException extends ConnectException {
    private static final long serialVersionUID = 4_002_108_367_243_369_951L;

    /**
     * Makes an error.
     *
     * @param s what went wrong
     */
    public AlreadyExistsException(String s) {
        super(s);
    }

    /**
     * Makes an error that another one has led to.
     *
     * @param s what went wrong
     * @param throwable the cause
     */
    public AlreadyExistsException(String s, Throwable throwable) {
        super(s, throwable);
    }

    /**
     * Makes an error that passes on another one.
     *
     * @param throwable the cause
     */
    public AlreadyExistsException(Throwable throwable) {
        super(throwable);
    }
}
