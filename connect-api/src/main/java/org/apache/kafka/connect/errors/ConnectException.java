package org.apache.kafka.connect.errors;

import org.apache.kafka.common.KafkaException;

/** The root of the errors that Connect and its plugins raise. Thrown by a task as it is, it means that retrying is of no use and the task fails. */
public class ConnectException extends KafkaException {
    private static final long serialVersionUID = -4_939_746_618_604_853_575L;

    /**
     * Makes an error.
     *
     * @param s what went wrong
     */
    public ConnectException(String s) {
        super(s);
    }

    /**
     * Makes an error that another one has led to.
     *
     * @param s what went wrong
     * @param throwable the cause
     */
    public ConnectException(String s, Throwable throwable) {
        super(s, throwable);
    }

    /**
     * Makes an error that passes on another one.
     *
     * @param throwable the cause
     */
    public ConnectException(Throwable throwable) {
        super(throwable);
    }
}
