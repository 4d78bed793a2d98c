package dev.sluice.telemetry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Tells Prometheus what to scrape
 * (<a href="https://prometheus.io/docs/prometheus/latest/http_sd/">HTTP service discovery</a>).
 */
final class Discovery {
    private static final Set<String> TYPES = Set.of("kafka", "connector", "ksql", "schema_registry", "compute_pool");
    private static final List<String> ONCE = List.of("env", "associated_kafka_id", "resource_type");

    private final ObjectMapper mapper;
    private final Directory directory;

    Discovery(ObjectMapper mapper, Directory directory) {
        this.mapper = mapper;
        this.directory = directory;
    }

    /**
     * @param host {@code host:port} at which the client reaches this worker
     * @throws TelemetryException if a parameter is wrong
     */
    byte[] of(String host, String exportPath, Map<String, List<String>> parameters) {
        List<String> faults = new ArrayList<>();
        for (String name : ONCE) {
            if (parameters.getOrDefault(name, List.of()).size() > 1) {
                faults.add("Parameter " + name + " may be given only once.");
            }
        }
        Optional<String> type = first(parameters, "resource_type");
        type.filter(word -> !TYPES.contains(word))
                .ifPresent(word -> faults.add("Resource type '" + word
                        + "' is not known; known are connector, kafka, ksql," + " schema_registry and compute_pool."));
        if (!faults.isEmpty()) {
            throw new TelemetryException(400, faults);
        }
        ArrayNode groups = mapper.createArrayNode();
        boolean ours = first(parameters, "associated_kafka_id")
                .map(id -> id.equals(directory.kafkaId()) || id.equals(directory.ownKafkaId()))
                .orElse(true);
        Set<String> ids = new TreeSet<>();
        directory.connectors().forEach(name -> ids.add(directory.connectorId(name)));
        boolean connectors =
                ours && !ids.isEmpty() && type.map("connector"::equals).orElse(true);
        boolean kafka = ours && type.map("kafka"::equals).orElse(true);
        if (connectors || kafka) {
            ObjectNode group = groups.addObject();
            group.putArray("targets").add(host);
            ObjectNode labels = group.putObject("labels").put("__metrics_path__", exportPath);
            if (connectors) {
                labels.put("__param_resource_connector_id", String.join(",", ids));
            }
            if (kafka) {
                labels.put("__param_resource_kafka_id", directory.kafkaId());
            }
            labels.put("__param_debug_job_id", "sluice-" + PageToken.digest(ids + directory.kafkaId()));
        }
        try {
            return mapper.writeValueAsBytes(groups);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Targets cannot be written as JSON", e);
        }
    }

    private static Optional<String> first(Map<String, List<String>> parameters, String name) {
        return parameters.getOrDefault(name, List.of()).stream().findFirst().filter(text -> !text.isEmpty());
    }
}
