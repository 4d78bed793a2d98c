package dev.sluice.it;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.app.SluiceWorker;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/** A broker, a worker in this JVM, and the plugin that does what configs and records say. */
public final class ScriptedWorker implements AutoCloseable {
    private final EmbeddedKafka kafka;
    private final SluiceWorker worker;
    private final Rest rest;
    private final Path directory;

    private ScriptedWorker(EmbeddedKafka kafka, SluiceWorker worker, Path directory) {
        this.kafka = kafka;
        this.worker = worker;
        this.rest = new Rest(worker.url());
        this.directory = directory;
    }

    /**
     * @param directory for the plugin and for journals
     * @param more      properties of the worker, name after value
     */
    public static ScriptedWorker start(EmbeddedKafka kafka, Path directory, String group, String... more)
            throws IOException {
        PluginJar.scripted(directory.resolve("plugins"));
        return new ScriptedWorker(kafka, SluiceWorker.start(properties(kafka, directory, group, more)), directory);
    }

    /** The properties of a worker with that plugin, of either make. */
    public static Map<String, String> properties(EmbeddedKafka kafka, Path directory, String group, String... more) {
        Map<String, String> properties = WorkerProperties.of(kafka.bootstrapServers(), group);
        properties.put("plugin.path", directory.resolve("plugins").toString());
        properties.put("plugin.discovery", "only_scan");
        properties.put("offset.flush.interval.ms", "300");
        properties.putAll(map(more));
        return properties;
    }

    static Map<String, String> map(String... pairs) {
        Map<String, String> map = new HashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put(pairs[i], pairs[i + 1]);
        }
        return map;
    }

    public Rest rest() {
        return rest;
    }

    /** Where its REST API listens. */
    public URI url() {
        return worker.url();
    }

    public EmbeddedKafka kafka() {
        return kafka;
    }

    /** Creates or changes a connector that keeps a journal of its own. */
    public void put(String connector, String connectorClass, String... more) {
        Map<String, String> config = map(more);
        config.put("connector.class", connectorClass);
        config.putIfAbsent("journal", journalFile(connector).toString());
        Rest.Answer answer = Rest.settled(() -> rest.put("/connectors/" + connector + "/config", config));
        if (answer.status() >= 300) {
            throw new AssertionError(answer.body());
        }
    }

    public void source(String connector, String... more) {
        put(connector, "ScriptedSource", more);
    }

    public void sink(String connector, String... more) {
        put(connector, "ScriptedSink", more);
    }

    public Path journalFile(String connector) {
        return directory.resolve(connector + ".journal");
    }

    public List<String> journal(String connector) throws IOException {
        Path file = journalFile(connector);
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }

    public void awaitLine(String connector, String line) {
        Await.until(connector + " writes down '" + line + "'", () -> journal(connector)
                .contains(line));
    }

    public JsonNode status(String connector) {
        return rest.get("/connectors/" + connector + "/status").json();
    }

    /** Waits until the only task of a connector is in a state; returns its status. */
    public JsonNode awaitTask(String connector, String state) {
        JsonNode[] task = new JsonNode[1];
        Await.until(
                "task of " + connector + " is " + state,
                () -> {
                    task[0] = status(connector).at("/tasks/0");
                    return task[0].path("state").asText().equals(state);
                },
                () -> status(connector));
        return task[0];
    }

    /** Writes text values to a partition, and waits until the broker has them. */
    public void write(String topic, int partition, String... values) throws ExecutionException, InterruptedException {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers()),
                new StringSerializer(),
                new StringSerializer())) {
            for (String value : values) {
                producer.send(new ProducerRecord<>(topic, partition, 7_000L, "k", value))
                        .get();
            }
        }
    }

    @Override
    public void close() {
        worker.close();
    }
}
