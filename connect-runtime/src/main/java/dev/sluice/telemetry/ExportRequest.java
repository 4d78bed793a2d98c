package dev.sluice.telemetry;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a scraper asks for. A parameter may be spelled with dots or underscores, be repeated and hold several values with
 * commas between; parameters that are not known mean nothing.
 *
 * @param resources    what was named; empty for everything
 * @param connectors   names of the connectors among them that are known
 * @param kafka        whether this Kafka cluster is among them
 * @param workers      ids of the workers among them
 * @param metrics      which
 * @param unknown      names of metrics that there are not
 * @param showFailures whether it is told which metrics failed
 */
record ExportRequest(
        List<Named> resources,
        Set<String> connectors,
        boolean kafka,
        Set<String> workers,
        List<Metric> metrics,
        List<String> unknown,
        boolean showFailures) {
    private static final List<String> TYPES =
            List.of("kafka", "connector", "custom_connector", "ksql", "schema_registry", "compute_pool", "worker");

    /**
     * @param type     its label, such as {@code resource.connector.id}
     * @param id       as the request has it
     * @param readable whether it is known
     */
    record Named(String type, String id, boolean readable) {}

    /** @throws TelemetryException if nothing that is named is known, or a metric is not */
    static ExportRequest of(Map<String, List<String>> parameters, Known known) {
        List<Named> resources = new ArrayList<>();
        Set<String> connectors = new LinkedHashSet<>();
        Set<String> workers = new LinkedHashSet<>();
        boolean kafka = false;
        for (String type : TYPES) {
            for (String id : ids(parameters, type)) {
                boolean readable =
                        switch (type) {
                            case "connector" ->
                                connectors.addAll(known.connectors(id))
                                        || !known.connectors(id).isEmpty();
                            case "kafka" -> known.isKafka(id);
                            case "worker" -> known.workers().contains(id) && (workers.add(id) || workers.contains(id));
                            default -> false;
                        };
                kafka |= readable && type.equals("kafka");
                resources.add(new Named("resource." + type + ".id", id, readable));
            }
        }
        if (!resources.isEmpty() && resources.stream().noneMatch(Named::readable)) {
            throw TelemetryException.forbidden();
        }
        boolean showFailures = values(parameters, "ignore_failed_metrics").contains("true");
        List<Metric> metrics = new ArrayList<>();
        List<String> unknown = new ArrayList<>();
        for (String name : values(parameters, "metric")) {
            Optional<Metric> metric = Metrics.of(name);
            metric.ifPresentOrElse(metrics::add, () -> unknown.add(name));
        }
        if (!unknown.isEmpty() && !showFailures) {
            throw new TelemetryException(
                    400,
                    unknown.stream()
                            .map(name -> "Metric '" + name + "' is not known; GET descriptors/metrics lists those that"
                                    + " are.")
                            .toList());
        }
        if (metrics.isEmpty() && unknown.isEmpty()) {
            metrics.addAll(Metrics.all());
        }
        return new ExportRequest(resources, connectors, kafka, workers, metrics, unknown, showFailures);
    }

    private static Set<String> ids(Map<String, List<String>> parameters, String type) {
        Set<String> ids = new LinkedHashSet<>(values(parameters, "resource." + type + ".id"));
        ids.addAll(values(parameters, "resource_" + type + "_id"));
        return ids;
    }

    private static List<String> values(Map<String, List<String>> parameters, String name) {
        List<String> values = new ArrayList<>();
        for (String each : parameters.getOrDefault(name, List.of())) {
            for (String part : each.split(",")) {
                if (!part.isBlank()) {
                    values.add(part.strip());
                }
            }
        }
        return values;
    }

    /** Whether anything of that type is asked for. */
    boolean wants(ResourceType type) {
        return resources.isEmpty()
                || switch (type) {
                    case CONNECTOR -> !connectors.isEmpty();
                    case KAFKA -> kafka;
                    case WORKER -> !workers.isEmpty();
                    case KSQL, SCHEMA_REGISTRY -> false;
                };
    }

    /** Which series of a type are asked for. */
    Filter filter(ResourceType type) {
        if (resources.isEmpty() || type == ResourceType.KAFKA) {
            return new Filter.Any();
        }
        Label label = type == ResourceType.WORKER ? Label.WORKER_ID : Label.CONNECTOR_NAME;
        Set<String> names = type == ResourceType.WORKER ? workers : connectors;
        return new Filter.AnyOf(label, names);
    }
}
