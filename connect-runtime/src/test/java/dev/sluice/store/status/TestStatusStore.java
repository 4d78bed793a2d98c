package dev.sluice.store.status;

import dev.sluice.concurrent.JvmThreads;
import dev.sluice.kafka.MemoryCluster;
import dev.sluice.kafka.TopicSettings;
import dev.sluice.log.KafkaTopicLogs;
import java.time.Clock;
import java.util.Map;

/** The store as it is, over a topic in memory. */
public final class TestStatusStore {
    private TestStatusStore() {}

    /** A store of its own over the cluster's topic {@code status}, as another worker would have it; not started. */
    public static KafkaStatusStore over(MemoryCluster cluster, Clock clock) {
        return new KafkaStatusStore(
                new KafkaTopicLogs(cluster, cluster.topicAdmin()),
                new StatusStoreSettings(
                        new TopicSettings("status.storage.topic", "status", 5, (short) 1, Map.of()),
                        Map.of(),
                        Map.of()),
                StatusListener.NONE,
                (topic, cause) -> {},
                clock,
                new JvmThreads());
    }
}
