package org.apache.kafka.connect.errors;

/** What was asked for does not exist. */
public class NotFoundException extends ConnectException {
    private static final long serialVersionUID = 3_648_853_616_919_784_604L;

    /**
     * Makes an error.
     *
     * @param s what went wrong
     */
    public NotFoundException(String s) {
        super(s);
    }

    /**
     * Makes an error that another one has led to.
     *
     * @param s what went wrong
     * @param throwable the cause
     */
    public NotFoundException(String s, Throwable throwable) {
        super(s, throwable);
    }

    /**
     * Makes an error that passes on another one.
     *
     * @param throwable the cause
     */
    public NotFoundException(Throwable throwable) {
        super(throwable);
    }
}
