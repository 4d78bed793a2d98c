package dev.sluice.telemetry;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.history.History;
import dev.sluice.history.HistoryStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Metrics API for whoever speaks HTTP: bodies in and bodies out. All methods are safe for use by many threads, read
 * from memory only, and throw {@link TelemetryException} for what cannot be answered.
 */
public final class Telemetry {
    /** A minute is exported once all workers have had so long to tell of it. */
    private static final Duration SETTLING = Duration.ofSeconds(15);

    private static final long LOADING_MS = 3_000;
    private static final Logger LOG = LoggerFactory.getLogger(Telemetry.class);

    private final ObjectMapper mapper = new ObjectMapper();
    private final HistoryStore store;
    private final Loading loading;
    private final Directory directory;
    private final Clock clock;
    private final SeriesLabels names;
    private final Known known;
    private final QueryEngine engine;
    private final AnswerWriter writer = new AnswerWriter(mapper);

    /** Whether the history has been read. */
    @FunctionalInterface
    public interface Loading {
        /** Waits until it has; false if that takes longer. */
        boolean awaitLoaded(long limitMs) throws InterruptedException;
    }

    /** @param loading is waited for shortly; then it is answered from what is there */
    public Telemetry(HistoryStore store, Loading loading, Directory directory, Clock clock) {
        this.store = store;
        this.loading = loading;
        this.directory = directory;
        this.clock = clock;
        this.names = new SeriesLabels(directory);
        this.known = new Known(directory, store);
        this.engine = new QueryEngine(store, names, mapper);
    }

    /**
     * {@code GET descriptors/metrics}.
     *
     * @param address    of this list, for the address of its next page
     * @param parameters of the request
     */
    public byte[] metricDescriptors(String address, Map<String, List<String>> parameters) {
        return new Descriptors(mapper).metrics(address, parameters, clock.instant());
    }

    /** {@code GET descriptors/resources}; otherwise as {@link #metricDescriptors}. */
    public byte[] resourceDescriptors(String address, Map<String, List<String>> parameters) {
        return new Descriptors(mapper).resources(address, parameters, clock.instant());
    }

    /** {@code POST query}. */
    public byte[] query(byte[] body, Optional<String> pageToken) {
        awaitHistory();
        Instant now = clock.instant();
        Optional<PageToken> page = pageToken.map(text -> PageToken.read(text, now, mapper));
        Instant asked = page.map(PageToken::issued).orElse(now);
        Query query = new QueryReader(mapper, asked).query(body);
        known.check(query.filter());
        page.ifPresent(token -> check(token, query));
        return writer.query(engine.query(query, asked, page));
    }

    /** {@code POST attributes}. */
    public byte[] attributes(byte[] body, Optional<String> pageToken) {
        awaitHistory();
        Instant now = clock.instant();
        Optional<PageToken> page = pageToken.map(text -> PageToken.read(text, now, mapper));
        Instant asked = page.map(PageToken::issued).orElse(now);
        Query query = new QueryReader(mapper, asked).attributes(body);
        known.check(query.filter());
        page.ifPresent(token -> check(token, query));
        return writer.attributes(engine.attributes(query, asked, page));
    }

    private void awaitHistory() {
        try {
            if (!loading.awaitLoaded(LOADING_MS)) {
                LOG.debug("The history of metrics is still being read; answering from what is there");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void check(PageToken token, Query query) {
        token.check(PageToken.digest(query.identity()), query.groupBy().size());
    }

    /**
     * {@code GET export}.
     *
     * @param openMetrics whether the text is OpenMetrics, or that of Prometheus
     */
    public String export(Map<String, List<String>> parameters, boolean openMetrics) {
        awaitHistory();
        ExportRequest request = ExportRequest.of(parameters, known);
        long minute = History.minuteOf(clock.instant().minus(SETTLING).toEpochMilli()) - 1;
        return new Export(store, names, openMetrics).of(request, minute);
    }

    /**
     * {@code GET discovery}.
     *
     * @param host       {@code host:port} at which the client reaches this worker
     * @param exportPath where it exports
     */
    public byte[] discovery(String host, String exportPath, Map<String, List<String>> parameters) {
        return new Discovery(mapper, directory).of(host, exportPath, parameters);
    }
}
