package dev.sluice.telemetry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.history.Field;
import dev.sluice.history.HistoryStore;
import dev.sluice.history.Measurement;
import dev.sluice.history.PluginKind;
import dev.sluice.history.Report;
import dev.sluice.history.SeriesKey;
import dev.sluice.history.State;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** A cluster whose history is made up, and a client of it. It is 2026-01-01T02:13:27Z. */
final class Cluster {
    static final Instant NOW = Instant.parse("2026-01-01T02:13:27Z");
    static final String PREFIX = "io.confluent.kafka.connect/";
    private static final ObjectMapper JSON = new ObjectMapper();

    final Set<String> connectors = new TreeSet<>(Set.of("orders"));
    final HistoryStore store = new HistoryStore(1 << 22, 7 * 1_440, () -> NOW.getEpochSecond() / 60);
    final Telemetry telemetry = new Telemetry(store, limit -> true, new Names(), Clock.fixed(NOW, ZoneOffset.UTC));
    private long sequence;

    final class Names implements Directory {
        @Override
        public Set<String> connectors() {
            return connectors;
        }

        @Override
        public String connectorId(String name) {
            return name.equals("orders") ? "lcc-a1b2c3" : name;
        }

        @Override
        public String kafkaId() {
            return "lkc-x1y2z3";
        }

        @Override
        public String ownKafkaId() {
            return "MkU3OEVBNTcwNTJENDM2Qg";
        }
    }

    /** A worker reports one thing of one minute. */
    Cluster report(String minute, SeriesKey key, Map<Field, Long> values) {
        store.add(new Report(
                "start",
                ++sequence,
                Instant.parse("2026-01-01T" + minute + ":00Z").getEpochSecond() / 60,
                List.of(new Measurement(key, values))));
        return this;
    }

    Cluster sent(String minute, String connector, int task, long records) {
        return report(minute, SeriesKey.task(connector, task), Map.of(Field.SENT_RECORDS, records));
    }

    Cluster state(String minute, SeriesKey key, State state) {
        return report(
                minute, key, Map.of(Field.STATE, (long) state.code(), Field.KIND, (long) PluginKind.SOURCE.code()));
    }

    /** Asks with single quotes for double ones, and gives the answer the same way. */
    String query(String body) {
        return query(body, Optional.empty());
    }

    String query(String body, Optional<String> token) {
        return text(telemetry.query(bytes(body), token));
    }

    /** Asks for one metric; what else there is goes with it. */
    String query(String metric, String granularity, String interval, String more) {
        return query("{'aggregations':[{'metric':'" + PREFIX + metric + "'}],'granularity':'" + granularity
                + "','intervals':['" + interval + "']" + more + "}");
    }

    String attributes(String body, Optional<String> token) {
        return text(telemetry.attributes(bytes(body), token));
    }

    private static byte[] bytes(String body) {
        return body.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }

    static String text(byte[] answer) {
        return new String(answer, StandardCharsets.UTF_8).replace('"', '\'');
    }

    static JsonNode json(String answer) {
        try {
            return JSON.readTree(answer.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new AssertionError(answer, e);
        }
    }
}
