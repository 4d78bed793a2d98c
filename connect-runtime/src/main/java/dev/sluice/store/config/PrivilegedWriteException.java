package dev.sluice.store.config;

import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * A transactional write to the config topic failed, most likely because another worker has become leader. The writer's
 * rights are gone; {@link ConfigStore#claimWritePrivileges()} gets them back if this worker is still the leader.
 */
public final class PrivilegedWriteException extends ConnectException {
    private static final long serialVersionUID = 1L;

    public PrivilegedWriteException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Whether this worker did not hold the right to write: nothing was tried. */
    public boolean isUnclaimed() {
        return getCause() == null;
    }

    /** Whether another worker has claimed the right to write: nothing was written. */
    public boolean isFenced() {
        return getCause() instanceof ProducerFencedException || getCause() instanceof InvalidProducerEpochException;
    }
}
