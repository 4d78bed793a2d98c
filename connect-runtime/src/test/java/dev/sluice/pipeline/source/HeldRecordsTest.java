package dev.sluice.pipeline.source;

import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.sluice.pipeline.error.Settings;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;
import org.junit.jupiter.api.Test;

/** While a record is on its way to Kafka, it is held only for those who may ask for it. */
class HeldRecordsTest {
    private final SourceFixture source = new SourceFixture();
    private final SourceRecord record = SourceFixture.record("v", 7);

    private Delivery sentFor(SourceTask task) {
        return (Delivery) source.writes(task).sending(record, "routed");
    }

    @Test
    void aTaskThatDoesNotCareForSingleRecordsHasOnlyTheirOffsetsHeld() {
        Delivery delivery = sentFor(new CarelessSource());

        assertNull(delivery.record);
        assertSame(record.sourcePartition(), delivery.sourcePartition);
        assertSame(record.sourceOffset(), delivery.sourceOffset);
    }

    @Test
    void aTaskThatIsToldOfSingleRecordsGetsThem() {
        assertSame(record, sentFor(source.task).record);
    }

    @Test
    void aRecordThatMayHaveToBeReportedIsHeld() {
        source.settings = Settings.tolerant();

        assertSame(record, sentFor(new CarelessSource()).record);
    }

    /** As most tasks are, it does not override {@code commitRecord}. */
    private static final class CarelessSource extends SourceTask {
        @Override
        public String version() {
            return "1";
        }

        @Override
        public void start(Map<String, String> config) {}

        @Override
        public List<SourceRecord> poll() {
            return null;
        }

        @Override
        public void stop() {}
    }
}
