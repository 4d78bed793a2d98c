package dev.sluice.config;

import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;
import static org.apache.kafka.common.config.ConfigDef.Range.atLeast;

import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.CaseInsensitiveValidString;
import org.apache.kafka.common.config.ConfigDef.Type;

/** The keys of {@code worker.properties} that say how a worker of a group talks to brokers. */
final class ConnectionDefinitions {
    private ConnectionDefinitions() {}

    static void addTo(ConfigDef def) {
        def.define("client.id", Type.STRING, "", LOW, "Name of this worker in the logs of brokers.")
                .define(
                        "metadata.max.age.ms",
                        Type.LONG,
                        300_000L,
                        atLeast(0),
                        LOW,
                        "Age at which cluster metadata is fetched anew.")
                .define(
                        "send.buffer.bytes",
                        Type.INT,
                        131_072,
                        atLeast(-1),
                        MEDIUM,
                        "TCP send buffer; -1 for the system's.")
                .define(
                        "receive.buffer.bytes",
                        Type.INT,
                        32_768,
                        atLeast(-1),
                        MEDIUM,
                        "TCP receive buffer; -1 for the system's.")
                .define(
                        "reconnect.backoff.ms",
                        Type.LONG,
                        50L,
                        atLeast(0),
                        LOW,
                        "First pause before connecting to a broker again.")
                .define("reconnect.backoff.max.ms", Type.LONG, 1_000L, atLeast(0), LOW, "Longest such pause.")
                .define(
                        "socket.connection.setup.timeout.ms",
                        Type.LONG,
                        10_000L,
                        atLeast(0),
                        LOW,
                        "First limit for setting up a connection.")
                .define(
                        "socket.connection.setup.timeout.max.ms",
                        Type.LONG,
                        30_000L,
                        atLeast(0),
                        LOW,
                        "Highest such limit.")
                .define(
                        "retry.backoff.ms",
                        Type.LONG,
                        100L,
                        atLeast(0),
                        LOW,
                        "First pause before a failed request is sent again.")
                .define("retry.backoff.max.ms", Type.LONG, 1_000L, atLeast(0), LOW, "Longest such pause.")
                .define(
                        "request.timeout.ms",
                        Type.INT,
                        40_000,
                        atLeast(0),
                        MEDIUM,
                        "How long a broker's answer is waited for.")
                .define(
                        "connections.max.idle.ms",
                        Type.LONG,
                        540_000L,
                        MEDIUM,
                        "Idle connections are closed after this time.")
                .define(
                        "security.protocol",
                        Type.STRING,
                        "PLAINTEXT",
                        CaseInsensitiveValidString.in("PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL"),
                        MEDIUM,
                        "How to talk to brokers.")
                .define(
                        "metadata.recovery.strategy",
                        Type.STRING,
                        "rebootstrap",
                        CaseInsensitiveValidString.in("none", "rebootstrap"),
                        LOW,
                        "What a client does when it knows no broker that answers.")
                .define(
                        CommonClientConfigs.METADATA_RECOVERY_REBOOTSTRAP_TRIGGER_MS_CONFIG,
                        Type.LONG,
                        300_000L,
                        atLeast(0),
                        LOW,
                        "When that strategy sets in.");
    }
}
