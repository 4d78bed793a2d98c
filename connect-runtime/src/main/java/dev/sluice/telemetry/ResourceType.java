package dev.sluice.telemetry;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What is measured. Clients look for the first four when they start, whether or not there is anything of the kind. */
enum ResourceType {
    CONNECTOR("A connector of this cluster of workers."),
    KAFKA("The Kafka cluster that the connectors use."),
    KSQL("Known to clients; there are none here."),
    SCHEMA_REGISTRY("Known to clients; there are none here."),
    WORKER("A worker of this cluster.");

    private final String description;

    ResourceType(String description) {
        this.description = description;
    }

    static Optional<ResourceType> of(String word) {
        return Arrays.stream(values()).filter(each -> each.word().equals(word)).findFirst();
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    String description() {
        return description;
    }

    List<Label> labels() {
        return switch (this) {
            case CONNECTOR -> List.of(Label.CONNECTOR_ID, Label.CONNECTOR_NAME);
            case KAFKA -> List.of(Label.KAFKA_ID);
            case KSQL -> List.of(Label.KSQL_ID);
            case SCHEMA_REGISTRY -> List.of(Label.SCHEMA_REGISTRY_ID);
            case WORKER -> List.of(Label.WORKER_ID);
        };
    }
}
