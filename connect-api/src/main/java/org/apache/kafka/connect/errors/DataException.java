package org.apache.kafka.connect.errors;

/** A value does not fit its schema, or bytes could not be turned into a value or back. */
public class DataException extends ConnectException {
    private static final long serialVersionUID = -1_015_229_436_387_068_152L;

    /**
     * Makes an error.
     *
     * @param s what went wrong
     */
    public DataException(String s) {
        super(s);
    }

    /**
     * Makes an error that another one has led to.
     *
     * @param s what went wrong
     * @param throwable the cause
     */
    public DataException(String s, Throwable throwable) {
        super(s, throwable);
    }

    /**
     * Makes an error that passes on another one.
     *
     * @param throwable the cause
     */
    public DataException(Throwable throwable) {
        super(throwable);
    }
}
