package org.apache.kafka.connect.errors;

/** A value cannot be carried over from one schema to another. */
public class SchemaProjectorException extends DataException {
    private static final long serialVersionUID = 8_001_594_594_433_565_093L;

    /**
     * Makes an error.
     *
     * @param s what went wrong
     */
    public SchemaProjectorException(String s) {
        super(s);
    }

    /**
     * Makes an error that another one has led to.
     *
     * @param s what went wrong
     * @param throwable the cause
     */
    public SchemaProjectorException(String s, Throwable throwable) {
        super(s, throwable);
    }

    /**
     * Makes an error that passes on another one.
     *
     * @param throwable the cause
     */
    public SchemaProjectorException(Throwable throwable) {
        super(throwable);
    }
}
