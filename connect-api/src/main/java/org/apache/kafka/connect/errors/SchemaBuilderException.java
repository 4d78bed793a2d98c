package org.apache.kafka.connect.errors;

/** A {@link org.apache.kafka.connect.data.SchemaBuilder} was asked for a schema that cannot be. */
public class SchemaBuilderException extends DataException {
    private static final long serialVersionUID = -7_711_609_683_533_514_504L;

    /**
     * Makes an error.
     *
     * @param s what went wrong
     */
    public SchemaBuilderException(String s) {
        super(s);
    }

    /**
     * Makes an error that another one has led to.
     *
     * @param s what went wrong
     * @param throwable the cause
     */
    public SchemaBuilderException(String s, Throwable throwable) {
        super(s, throwable);
    }

    /**
     * Makes an error that passes on another one.
     *
     * @param throwable the cause
     */
    public SchemaBuilderException(Throwable throwable) {
        super(throwable);
    }
}
