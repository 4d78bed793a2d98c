package org.apache.kafka.connect.errors;

/** The worker cannot take this call at this time, for instance because the task is stopping. */
public class IllegalWorkerStateException extends ConnectException {
    private static final long serialVersionUID = -3_733_266_561_813_217_422L;

    /**
     * Makes an error.
     *
     * @param s what went wrong
     */
    public IllegalWorkerStateException(String s) {
        super(s);
    }

    /**
     * Makes an error that another one has led to.
     *
     * @param s what went wrong
     * @param throwable the cause
     */
    public IllegalWorkerStateException(String s, Throwable throwable) {
        super(s, throwable);
    }

    /**
     * Makes an error that passes on another one.
     *
     * @param throwable the cause
     */
    public IllegalWorkerStateException(Throwable throwable) {
        super(throwable);
    }
}
