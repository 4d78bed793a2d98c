package dev.sluice.rest;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;

/** For {@code /openapi.json}, the shapes of answers that are put together by hand. Nothing is ever made of them. */
final class Shapes {
    private Shapes() {}

    /** Names of any kind. */
    interface Names extends List<String> {}

    /** {@code GET /connectors?expand=...}. */
    interface Connectors extends Map<String, ExpandedConnector> {}

    /** What was asked for of a connector. */
    record ExpandedConnector(
            ConnectorStatus status, dev.sluice.service.ConnectorInfo info, List<String> topics, MetricsId id) {}

    /** By which the Metrics API knows a connector. */
    record MetricsId(String id, @JsonProperty("id_type") String idType) {}

    /** As {@link StatusJson} writes it. */
    record ConnectorStatus(String name, ConnectorState connector, List<TaskStatus> tasks, String type) {}

    /** What a connector does without its tasks. */
    record ConnectorState(
            String state, @JsonProperty("worker_id") String workerId, String version, String trace) {}

    /** What a task does. */
    record TaskStatus(
            int id,
            String state,
            @JsonProperty("worker_id") String workerId,
            String version,
            String trace,
            @JsonProperty("last_poll_ms") Long lastPollMs,
            @JsonProperty("last_put_ms") Long lastPutMs,
            @JsonProperty("last_commit_ms") Long lastCommitMs) {}
}
