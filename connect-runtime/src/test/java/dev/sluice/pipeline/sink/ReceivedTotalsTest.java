package dev.sluice.pipeline.sink;

import static dev.sluice.pipeline.sink.SinkFixture.P0;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.metrics.TaskTotals;
import dev.sluice.metrics.TaskTotals.Count;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.kafka.connect.errors.RetriableException;
import org.junit.jupiter.api.Test;

/** What is summed up of what sink tasks read. */
class ReceivedTotalsTest {
    private final SinkFixture sink = new SinkFixture();

    @Test
    void recordsBytesAndPutsCountOnce() {
        SinkPipeline pipeline = sink.started(P0);
        sink.measures.totals().take();
        sink.message(P0, 0, "a");
        sink.message(P0, 1, "b");
        sink.task.puts.add(records -> {
            throw new RetriableException("later");
        });

        pipeline.step();
        pipeline.step();

        TaskTotals.Taken taken = sink.measures.totals().take();
        assertEquals(2, taken.of(Count.RECEIVED_RECORDS));
        assertEquals(
                4, taken.of(Count.RECEIVED_BYTES), "the fixture's records say that key and value have a byte each");
        assertEquals(1, taken.of(Count.PUTS));
        assertEquals(2, taken.batchMax());
    }

    @Test
    void theLagIsThatOfTheConsumer() {
        SinkPipeline pipeline = sink.started(P0);
        sink.consumer.updateEndOffsets(Map.of(P0, 5L));
        sink.message(P0, 0, "a");
        sink.time.sleep(10_000);

        pipeline.step();

        assertEquals(OptionalLong.of(4), sink.measures.totals().take().lagMax());
    }
}
