package org.apache.kafka.connect.sink;

import java.util.concurrent.Future;

/** Takes records that a sink task cannot handle, so that they are logged or kept in the dead letter queue (KIP-610). */
public interface ErrantRecordReporter {

    /**
     * Reports a record.
     *
     * @param record the record as the task was given it
     * @param error why it cannot be handled
     * @return done when the report is safe; need not be waited for, as offsets are committed only after it
     * @throws org.apache.kafka.connect.errors.ConnectException if errors are not tolerated
     */
    Future<Void> report(SinkRecord record, Throwable error);
}
