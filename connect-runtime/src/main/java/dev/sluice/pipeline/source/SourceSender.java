package dev.sluice.pipeline.source;

import dev.sluice.pipeline.convert.SourceConversion;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends what a source task has polled, one batch at a time, and keeps what could not be sent yet. */
final class SourceSender {
    private static final Logger LOG = LoggerFactory.getLogger(SourceSender.class);

    private final String label;
    private final SourceConversion conversion;
    private final TopicCreator topics;
    private final Producer<byte[], byte[]> producer;
    private final SourceWrites writes;

    private Iterator<SourceRecord> rest = Collections.emptyIterator();
    private SourceRecord held;

    SourceSender(
            String label,
            SourceConversion conversion,
            TopicCreator topics,
            Producer<byte[], byte[]> producer,
            SourceWrites writes) {
        this.label = label;
        this.conversion = conversion;
        this.topics = topics;
        this.producer = producer;
        this.writes = writes;
    }

    /** Takes a batch; only when nothing is left of the one before. */
    void accept(List<SourceRecord> batch) {
        conversion.expect(batch.size());
        rest = batch.iterator();
    }

    /** Whether records are left to be sent. */
    boolean hasRest() {
        return held != null || rest.hasNext();
    }

    /**
     * Sends what is left.
     *
     * @return whether all is sent; if not, another attempt after a pause may help
     * @throws ConnectException if the task has to fail
     */
    boolean sendRest() throws InterruptedException {
        try {
            while (hasRest()) {
                writes.throwIfFailed();
                if (held == null) {
                    held = rest.next();
                }
                SourceRecord record = held;
                ProducerRecord<byte[], byte[]> converted = conversion.convert(record);
                if (converted != null && !send(record, converted)) {
                    return false;
                }
                held = null;
                if (converted == null) {
                    writes.dropped(record);
                } else {
                    writes.sent(record);
                }
            }
            // The task may use the same list for its next poll; this iterator would take that for more records.
            rest = Collections.emptyIterator();
            return true;
        } finally {
            writes.sendingEnded();
        }
    }

    private boolean send(SourceRecord record, ProducerRecord<byte[], byte[]> converted) {
        try {
            topics.ensure(converted.topic());
            var unused = producer.send(converted, writes.sending(record, converted.topic()));
            return true;
        } catch (RetriableException | org.apache.kafka.connect.errors.RetriableException e) {
            LOG.warn(
                    "{} Could not send a record; it and those after it are tried again topic={}",
                    label,
                    converted.topic(),
                    e);
            return false;
        } catch (ConnectException e) {
            throw e;
        } catch (KafkaException e) {
            throw new ConnectException(label + " could not send a record to topic '" + converted.topic() + "'", e);
        }
    }
}
