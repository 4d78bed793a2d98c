package org.apache.kafka.connect.errors;

/** The operation failed, but trying it again later may work. A sink task that throws it from {@code put} is given the same records once more; the worker's retries of converters and transformations are for this kind of error. */
public class RetriableException extends ConnectException {
    private static final long serialVersionUID = -390_266_741_470_881_150L;

    /**
     * Makes an error.
     *
     * @param s what went wrong
     */
    public RetriableException(String s) {
        super(s);
    }

    /**
     * Makes an error that another one has led to.
     *
     * @param s what went wrong
     * @param throwable the cause
     */
    public RetriableException(String s, Throwable throwable) {
        super(s, throwable);
    }

    /**
     * Makes an error that passes on another one.
     *
     * @param throwable the cause
     */
    public RetriableException(Throwable throwable) {
        super(throwable);
    }
}
