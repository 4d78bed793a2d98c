package dev.sluice.simulation;

import dev.sluice.kafka.KafkaClients;
import dev.sluice.kafka.TopicSettings;
import dev.sluice.log.CompactedLog;
import dev.sluice.log.FailureListener;
import dev.sluice.log.LogWriter;
import dev.sluice.log.RecordListener;
import dev.sluice.log.TopicLogs;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;

/** The brokers: topics, who may write in transactions, and how well they can be reached. */
final class SimulatedBrokers {
    private final World world;
    private final Map<String, SimulatedTopic> topics = new TreeMap<>();
    private boolean away;
    private double errorRate;
    private SimulatedLeaderProducer owner;

    SimulatedBrokers(World world) {
        this.world = world;
        topics.put("configs", new SimulatedTopic("configs", 1));
        topics.put("status", new SimulatedTopic("status", 5));
    }

    World world() {
        return world;
    }

    SimulatedTopic topic(String name) {
        return topics.get(name);
    }

    void away(boolean nowAway) {
        away = nowAway;
    }

    /** How often a request or its answer gets lost. */
    void errorRate(double probability) {
        errorRate = probability;
    }

    boolean reachableFrom(SimulatedNode node) {
        return !away && !node.isCutOff();
    }

    boolean loses() {
        return world.chance(errorRate);
    }

    void compact() {
        topics.values().forEach(topic -> topic.compact(world.between(0, 10) / 10.0));
    }

    /** Whoever claims the transactional id fences who had it. */
    void claim(SimulatedLeaderProducer claimant) {
        if (owner != null) {
            owner.abort();
        }
        owner = claimant;
    }

    boolean isOwner(SimulatedLeaderProducer producer) {
        return owner == producer;
    }

    TopicLogs logsFor(SimulatedNode node, SimulatedProcess process) {
        return new TopicLogs() {
            @Override
            public OptionalInt ensure(TopicSettings topic) {
                return OptionalInt.of(topics.get(topic.topic()).partitionCount());
            }

            @Override
            public CompactedLog open(
                    String topic,
                    Map<String, ?> consumer,
                    LogWriter writer,
                    RecordListener records,
                    FailureListener failures) {
                boolean patient = writer instanceof LogWriter.Own own
                        && !"0".equals(own.properties().get("retries"));
                return new SimulatedTopicLog(
                        SimulatedBrokers.this,
                        new SimulatedTopicLog.Side(node, process),
                        topics.get(topic),
                        patient,
                        records);
            }
        };
    }

    KafkaClients clientsFor(SimulatedNode node, SimulatedProcess process) {
        return new KafkaClients() {
            @Override
            public Producer<byte[], byte[]> producer(Map<String, ?> properties) {
                return new SimulatedLeaderProducer(SimulatedBrokers.this, node, process);
            }

            @Override
            public Consumer<byte[], byte[]> consumer(Map<String, ?> properties) {
                throw new UnsupportedOperationException("stores read through logs");
            }

            @Override
            public Admin admin(Map<String, ?> properties) {
                throw new UnsupportedOperationException("stores look at topics through logs");
            }
        };
    }
}
