package dev.sluice.store.config;

import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.connect.errors.DataException;

/**
 * Folds records of the config topic into what they say. A pure function: the same records give the same view, in
 * whatever batches they come, and so on every worker.
 */
final class ConfigReducer {
    private ConfigReducer() {}

    /**
     * What a batch of records came to.
     *
     * @param view    with all of them taken in
     * @param events  what they changed, in their order
     * @param moments the same for people
     * @param skipped those that mean nothing
     * @param doubts  what was understood in part only
     */
    record Folded(
            ConfigView view,
            List<ConfigEvent> events,
            List<ConfigMoment> moments,
            List<Skipped> skipped,
            List<Doubt> doubts) {}

    /**
     * A record that counts although something in it was not understood.
     *
     * @param offset where it is in the topic
     * @param reason what was not understood and what it was taken for, without its content
     */
    record Doubt(long offset, String reason) {}

    /**
     * A record that means nothing.
     *
     * @param offset where it is in the topic
     * @param reason why, without its content
     */
    record Skipped(long offset, String reason) {}

    static Folded fold(ConfigView before, List<ConsumerRecord<byte[], byte[]>> records) {
        ConfigFold fold = new ConfigFold(before);
        for (ConsumerRecord<byte[], byte[]> record : records) {
            try {
                ConfigRecord content = ConfigRecords.read(record.key(), record.value());
                fold.begin(record.offset(), record.timestamp());
                content.applyTo(fold);
            } catch (DataException e) {
                // Such a record must not raise the offset: Apache's workers do not see it at all.
                fold.skipUncounted(record.offset(), e.getMessage());
            }
        }
        return fold.finish();
    }
}
