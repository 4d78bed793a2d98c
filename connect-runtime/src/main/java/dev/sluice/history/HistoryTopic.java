package dev.sluice.history;

import dev.sluice.kafka.InternalClientProperties;
import dev.sluice.kafka.TopicAdmin;
import dev.sluice.kafka.TopicSettings;
import dev.sluice.log.CompactedLog;
import dev.sluice.log.LogWriter;
import dev.sluice.log.TopicLogs;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The topic by which workers tell each other their reports. It is opened beside the worker's start, and a worker that may
 * not read or write it, or not yet, goes on without: it knows what it has seen itself, and tries again.
 */
public final class HistoryTopic implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HistoryTopic.class);
    private static final long FIRST_RETRY_MS = 5_000;
    private static final long MAX_RETRY_MS = TimeUnit.MINUTES.toMillis(5);
    private static final long CLOSE_WAIT_MS = 5_000;
    private static final int MOST_WAITING = 200;

    private final TopicSettings settings;
    private final TopicAdmin admin;
    private final TopicLogs topics;
    private final InternalClientProperties clients;
    private final HistoryStore store;
    private final String startId;
    private final CountDownLatch settled = new CountDownLatch(1);
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Queue<Report> waiting = new ArrayDeque<>();
    private final Thread opener = new Thread(this::open, "metrics-history");
    private CompactedLog log;
    private boolean warned;

    /**
     * @param store   gets what other workers, and earlier starts, have written
     * @param startId whose reports are in the store already
     */
    public HistoryTopic(
            TopicSettings settings,
            TopicAdmin admin,
            TopicLogs topics,
            InternalClientProperties clients,
            HistoryStore store,
            String startId) {
        this.settings = settings;
        this.admin = admin;
        this.topics = topics;
        this.clients = clients;
        this.store = store;
        this.startId = startId;
        opener.setDaemon(true);
    }

    /** Begins to read the topic; returns at once. */
    public void start() {
        opener.start();
    }

    /** Waits until the topic has been read, or could not be; false if that takes longer. */
    public boolean awaitLoaded(long limitMs) throws InterruptedException {
        return settled.await(limitMs, TimeUnit.MILLISECONDS);
    }

    private void open() {
        long pauseMs = FIRST_RETRY_MS;
        try {
            while (!tryToOpen()) {
                settled.countDown();
                if (closing.await(pauseMs, TimeUnit.MILLISECONDS)) {
                    return;
                }
                pauseMs = Math.min(2 * pauseMs, MAX_RETRY_MS);
            }
        } catch (InterruptedException e) {
            LOG.debug("Stopped while the history was being read topic={}", settings.topic());
        } finally {
            settled.countDown();
        }
    }

    private boolean tryToOpen() throws InterruptedException {
        CompactedLog opened = null;
        try {
            admin.createIfMissing(settings);
            opened = topics.open(
                    settings.topic(),
                    clients.metricsConsumer(),
                    new LogWriter.Own(clients.metricsProducer()),
                    this::take,
                    (topic, cause) -> warn(cause));
            opened.start();
        } catch (org.apache.kafka.common.errors.InterruptException e) {
            throw new InterruptedException(e.getMessage());
        } catch (RuntimeException e) {
            if (closing.getCount() > 0) {
                warn(e);
            }
            return false;
        }
        connect(opened);
        return true;
    }

    private synchronized void connect(CompactedLog opened) {
        if (closing.getCount() == 0) {
            opened.close();
            return;
        }
        log = opened;
        waiting.forEach(report -> send(opened, report));
        waiting.clear();
    }

    private void take(List<ConsumerRecord<byte[], byte[]>> records) {
        for (ConsumerRecord<byte[], byte[]> each : records) {
            ReportCodec.decode(each.value())
                    .filter(report -> !report.startId().equals(startId))
                    .ifPresent(store::add);
        }
    }

    /** Writes a report as soon as that is possible; the newest ones are kept until then. */
    synchronized void write(Report report) {
        if (log != null) {
            send(log, report);
            return;
        }
        waiting.add(report);
        if (waiting.size() > MOST_WAITING) {
            waiting.remove();
        }
    }

    private synchronized boolean isWaiting() {
        return !waiting.isEmpty();
    }

    private void send(CompactedLog into, Report report) {
        // Each has a key of its own, so that a topic that somebody has made compacted loses nothing either.
        String key = report.startId() + "/" + report.sequence();
        into.send(key.getBytes(StandardCharsets.UTF_8), ReportCodec.encode(report), (metadata, error) -> {
            if (error != null) {
                warn(error);
            }
        });
    }

    /** Once; it goes on for as long as it does. */
    private synchronized void warn(Throwable cause) {
        if (warned) {
            LOG.debug("The history of metrics is still not complete topic={}", settings.topic(), cause);
            return;
        }
        warned = true;
        LOG.warn(
                "The history of metrics cannot be read or written: the Metrics API shows what this worker has seen since"
                        + " its start, and nothing of other workers. Let the worker's principal create, read, write and"
                        + " describe the topic, or set metrics.api.enable=false topic={} key={} reason={}",
                settings.topic(),
                settings.key(),
                cause.toString());
    }

    /** What was just written has some seconds to arrive, even if the topic is only being opened. */
    @Override
    public void close() {
        if (opener.isAlive() && isWaiting()) {
            try {
                if (!awaitLoaded(CLOSE_WAIT_MS)) {
                    LOG.debug("The topic was not open in time for the last reports topic={}", settings.topic());
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        CompactedLog opened;
        synchronized (this) {
            closing.countDown();
            opened = log;
            log = null;
        }
        if (opened != null) {
            opened.close();
        }
        opener.interrupt();
        try {
            opener.join(CLOSE_WAIT_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
