package dev.sluice.config;

import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Range.atLeast;

import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Type;

/** The keys of the Metrics API and of the history behind it, which Apache Kafka Connect does not have. */
final class MetricsApiDefinitions {
    private MetricsApiDefinitions() {}

    static void addTo(ConfigDef def) {
        def.define(
                        "metrics.api.enable",
                        Type.BOOLEAN,
                        true,
                        LOW,
                        "Whether the REST API serves /v2/metrics, and a history is kept for it; only with"
                                + " rest.additions.enable.")
                .define(
                        "metrics.api.credentials",
                        Type.PASSWORD,
                        "",
                        LOW,
                        "Who may read /v2/metrics, as key:secret, several with commas between; empty for whoever reaches"
                                + " the REST API.")
                .define(
                        "metrics.api.tokens",
                        Type.PASSWORD,
                        "",
                        LOW,
                        "Bearer tokens that let read /v2/metrics as well, with commas between.")
                .define(
                        "metrics.api.requests.per.minute",
                        Type.INT,
                        3_000,
                        atLeast(0),
                        LOW,
                        "How many requests to /v2/metrics one address may send in a minute, as ratelimit-* headers tell"
                                + " it; more are answered 429. 0 for any number, without those headers.")
                .define(
                        "metrics.api.kafka.id",
                        Type.STRING,
                        "",
                        LOW,
                        "What resource.kafka.id is called beside the cluster's own id, such as lkc-abc123.")
                .define(
                        "metrics.history.topic",
                        Type.STRING,
                        "",
                        LOW,
                        "Topic that holds the history of metrics; empty for <status.storage.topic>-metrics.")
                .define(
                        "metrics.history.retention.ms",
                        Type.LONG,
                        604_800_000L,
                        atLeast(60_000),
                        LOW,
                        "How long the history goes back; also the topic's retention.ms when it is created.")
                .define(
                        "metrics.history.max.bytes",
                        Type.LONG,
                        67_108_864L,
                        atLeast(65_536),
                        LOW,
                        "What the history may take of this worker's memory; the oldest hours go first.");
    }
}
