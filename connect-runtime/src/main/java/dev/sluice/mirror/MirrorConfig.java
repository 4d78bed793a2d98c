package dev.sluice.mirror;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.apache.kafka.common.config.ConfigException;

/**
 * What the file of a mirror means: which flows there are, and the properties of each flow's worker and connectors
 * (<a href="https://kafka.apache.org/documentation/#georeplication">documentation</a>, KIP-382).
 *
 * <p>Keys without prefix hold for all clusters and flows, those that begin with a cluster's alias ({@code A.}) for that
 * cluster, those that begin with a flow ({@code A->B.}) for its connectors.
 */
public final class MirrorConfig {
    private static final List<String> CLIENTS = List.of("producer", "consumer", "admin");
    /** Keys of workers that may stand at the top of the file, and then go before those of a cluster. */
    private static final List<String> WORKER_PREFIXES = List.of(
            "offset.storage",
            "config.storage",
            "status.storage",
            "key.converter",
            "value.converter",
            "header.converter",
            "task",
            "worker",
            "replication.policy",
            "config.providers");

    private static final List<String> CONNECTOR_PREFIXES = List.of("replication.policy", "config.providers");
    private static final List<String> REST_PREFIXES =
            List.of("listeners", "rest.", "ssl.", "access.control.", "response.http.headers.", "config.providers");
    private static final String BYTES = "org.apache.kafka.connect.converters.ByteArrayConverter";

    private final Map<String, String> file;
    private final Set<String> clusters;

    /**
     * @param file the file's keys and values, variables not resolved
     * @throws ConfigException if no clusters are named
     */
    public MirrorConfig(Map<String, String> file) {
        this.file = Map.copyOf(file);
        this.clusters = clusters(file.get("clusters"));
    }

    private static Set<String> clusters(String list) {
        Set<String> clusters = new TreeSet<>();
        for (String alias : (list == null ? "" : list).split(",")) {
            if (!alias.isBlank()) {
                clusters.add(alias.strip());
            }
        }
        if (clusters.isEmpty()) {
            throw new ConfigException(
                    "clusters", list, "Name the clusters by aliases of your choice, separated by commas, such as A, B");
        }
        return clusters;
    }

    /** The aliases of all clusters. */
    public Set<String> clusters() {
        return new TreeSet<>(clusters);
    }

    /**
     * The flows that are enabled, and those whose heartbeats are written: of all pairs, unless {@code
     * emit.heartbeats.enabled} says otherwise.
     */
    public List<Flow> flows() {
        List<Flow> flows = new ArrayList<>();
        for (String source : clusters) {
            for (String target : clusters) {
                Flow flow = new Flow(source, target);
                if (!source.equals(target) && (is(flow + ".enabled", "false") || emitsHeartbeats(flow))) {
                    flows.add(flow);
                }
            }
        }
        return flows;
    }

    private boolean emitsHeartbeats(Flow flow) {
        String key = "emit.heartbeats.enabled";
        return is(flow + "." + key, file.getOrDefault(key, "true"));
    }

    private boolean is(String key, String unset) {
        return Boolean.parseBoolean(file.getOrDefault(key, unset));
    }

    /** Whether nodes that serve one flow tell each other of task configs ({@code dedicated.mode.enable.internal.rest}). */
    public boolean internalRest() {
        return is("dedicated.mode.enable.internal.rest", "false");
    }

    /** The properties of the server through which they do, variables not resolved. */
    public Map<String, String> rest() {
        return atTop(key -> startsWithOneOf(key, REST_PREFIXES));
    }

    /** The properties of a flow's worker, which belongs to the target cluster; variables are not resolved. */
    public Map<String, String> worker(Flow flow) {
        Map<String, String> properties = cluster(flow.target());
        properties.putAll(atTop(key -> startsWithOneOf(key, WORKER_PREFIXES)));
        properties.putIfAbsent("client.id", flow.toString());
        properties.putIfAbsent("group.id", flow.source() + "-mm2");
        for (String store : List.of("offset", "status", "config")) {
            String topic = "mm2-" + store + (store.equals("status") ? "." : "s.") + flow.source() + ".internal";
            properties.putIfAbsent(store + ".storage.topic", topic);
        }
        for (String part : List.of("key", "value", "header")) {
            properties.putIfAbsent(part + ".converter", BYTES);
        }
        return properties;
    }

    /** The config of one of a flow's connectors; variables are not resolved. */
    public Map<String, String> connector(Flow flow, MirrorConnector connector) {
        Set<String> known = MirrorKeys.ofConnectors();
        Map<String, String> config = atTop(key -> known.contains(key) || startsWithOneOf(key, CONNECTOR_PREFIXES));
        addCluster(config, "source.", flow.source());
        addCluster(config, "target.", flow.target());
        config.putIfAbsent("name", connector.connectorName());
        config.putIfAbsent("connector.class", connector.className());
        config.putIfAbsent("source.cluster.alias", flow.source());
        config.putIfAbsent("target.cluster.alias", flow.target());
        config.putAll(below(flow + "."));
        config.putIfAbsent("enabled", "false");
        return config;
    }

    private void addCluster(Map<String, String> config, String prefix, String alias) {
        cluster(alias).forEach((key, value) -> {
            boolean ofClient = startsWithOneOf(key, CLIENTS);
            config.put((ofClient ? prefix : prefix + "cluster.") + key, value);
        });
    }

    /** What is said of a cluster: by itself, and of all clusters as far as it is about reaching them. */
    private Map<String, String> cluster(String alias) {
        Map<String, String> properties = below(alias + ".");
        Map<String, String> own = Map.copyOf(properties);
        Set<String> shared = MirrorKeys.ofClients();
        for (Map<String, String> level : List.of(own, file)) {
            shared.stream().filter(level::containsKey).forEach(key -> {
                String value = level.get(key);
                CLIENTS.forEach(client -> properties.putIfAbsent(client + "." + key, value));
                properties.putIfAbsent(key, value);
            });
        }
        return properties;
    }

    private Map<String, String> atTop(Predicate<String> wanted) {
        Map<String, String> found = new HashMap<>(file);
        found.keySet().removeIf(key -> !wanted.test(key));
        return found;
    }

    private Map<String, String> below(String prefix) {
        Map<String, String> found = new HashMap<>();
        file.forEach((key, value) -> {
            if (key.startsWith(prefix) && key.length() > prefix.length()) {
                found.put(key.substring(prefix.length()), value);
            }
        });
        return found;
    }

    private static boolean startsWithOneOf(String key, List<String> prefixes) {
        return prefixes.stream().anyMatch(key::startsWith);
    }
}
