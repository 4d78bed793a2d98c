package org.apache.kafka.connect.transforms;

import dev.sluice.differential.Rendering;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.LongFunction;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.transforms.predicates.HasHeaderKey;
import org.apache.kafka.connect.transforms.predicates.Predicate;
import org.apache.kafka.connect.transforms.predicates.RecordIsTombstone;
import org.apache.kafka.connect.transforms.predicates.TopicNameMatches;

/** All predicates, on random records. */
public final class PredicateScenario implements LongFunction<String> {
    public PredicateScenario() {}

    @Override
    public String apply(long seed) {
        RandomRecords data = new RandomRecords(new Random(seed));
        List<Predicate<SinkRecord>> predicates =
                List.of(new HasHeaderKey<>(), new RecordIsTombstone<>(), new TopicNameMatches<>());
        Map<String, String> config = Map.of(
                "name", data.any(List.of("a", "b", "")),
                "pattern", data.any(List.of("orders.*", "o", "[", "", ".*")));
        StringBuilder transcript = new StringBuilder().append(config);
        for (Predicate<SinkRecord> predicate : predicates) {
            String configured = Rendering.outcome(() -> {
                predicate.configure(config);
                return predicate + predicate.version();
            });
            transcript.append(configured);
            if (!configured.startsWith("throws")) {
                SinkRecord record = data.sinkRecord(null, data.topSchema());
                SinkRecord withoutTopic = new SinkRecord(null, 0, null, null, null, null, 0);
                transcript.append(RecordRendering.record(record));
                transcript.append(Rendering.outcome(() -> predicate.test(record)));
                transcript.append(Rendering.outcome(() -> predicate.test(withoutTopic)));
            }
            predicate.close();
        }
        return transcript.toString();
    }
}
