package dev.sluice.telemetry;

import dev.sluice.history.HistoryStore;
import dev.sluice.history.SeriesKey.Kind;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;

/** Which resources a client may name: those that are there now, and those that the history tells of. */
record Known(Directory directory, HistoryStore store) {

    /** Names of connectors, by name. */
    Set<String> connectors() {
        Set<String> names = new TreeSet<>(directory.connectors());
        names.addAll(store.owners(Kind.CONNECTOR));
        names.addAll(store.owners(Kind.TASK));
        return names;
    }

    /** Names of the connectors that are meant by an id or a name. */
    Set<String> connectors(String idOrName) {
        Set<String> found = new LinkedHashSet<>();
        for (String name : connectors()) {
            if (name.equals(idOrName) || directory.connectorId(name).equals(idOrName)) {
                found.add(name);
            }
        }
        return found;
    }

    /** Ids of workers. */
    Set<String> workers() {
        return store.owners(Kind.WORKER);
    }

    boolean isKafka(String id) {
        return id.equals(directory.kafkaId()) || id.equals(directory.ownKafkaId());
    }

    /**
     * Where a filter names connectors or Kafka clusters, one of them must be known. Where it names none, everything is
     * meant.
     *
     * @throws TelemetryException with status 403
     */
    void check(Filter filter) {
        Set<String> connectors = new HashSet<>();
        AtomicBoolean named = new AtomicBoolean();
        AtomicBoolean known = new AtomicBoolean();
        filter.eachWanted(field -> {
            if (field.comparison() != Filter.Comparison.EQ) {
                return;
            }
            switch (field.label()) {
                case CONNECTOR_ID, CONNECTOR_NAME -> connectors.add(field.value());
                case KAFKA_ID -> {
                    named.set(true);
                    known.compareAndSet(false, isKafka(field.value()));
                }
                default -> {}
            }
        });
        if (!connectors.isEmpty()) {
            named.set(true);
            for (String name : connectors()) {
                known.compareAndSet(
                        false, connectors.contains(name) || connectors.contains(directory.connectorId(name)));
            }
        }
        if (named.get() && !known.get()) {
            throw TelemetryException.forbidden();
        }
    }
}
