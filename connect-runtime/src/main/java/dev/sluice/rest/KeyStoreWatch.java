package dev.sluice.rest;

import dev.sluice.concurrent.NamedThreads;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks now and then whether key stores and trust stores have changed, and has listeners use the new ones: certificates
 * can be renewed without a restart. Connections that are open stay as they are. A store that cannot be read, such as one
 * that is only half written, leaves everything as it was until it can.
 */
final class KeyStoreWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(KeyStoreWatch.class);
    private static final long INTERVAL_S = 10;

    private final Runnable onReload;
    private final List<Watched> watched = new ArrayList<>();
    private ScheduledExecutorService timer;

    /** @param onReload told after stores have changed */
    KeyStoreWatch(Runnable onReload) {
        this.onReload = onReload;
    }

    /** One listener's stores. */
    private static final class Watched {
        private final TlsSettings settings;
        private final SslContextFactory.Server factory;
        private List<String> seen;

        Watched(TlsSettings settings, SslContextFactory.Server factory) {
            this.settings = settings;
            this.factory = factory;
            this.seen = fingerprints();
        }

        private List<String> fingerprints() {
            return List.of(
                    fingerprint(settings.get("ssl.keystore.location")),
                    fingerprint(settings.get("ssl.truststore.location")));
        }

        private static String fingerprint(Optional<String> location) {
            try {
                if (location.isEmpty()) {
                    return "";
                }
                // Secrets are often mounted as links, whose target changes.
                Path file = Path.of(location.get()).toRealPath();
                BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
                return file + " " + attributes.lastModifiedTime() + " " + attributes.size();
            } catch (IOException e) {
                return "unreadable";
            }
        }
    }

    /** Watches the stores of a listener from now on. */
    synchronized void add(TlsSettings settings, SslContextFactory.Server factory) {
        watched.add(new Watched(settings, factory));
    }

    /** Begins to look; without HTTPS listeners there is nothing to look for. */
    synchronized void start() {
        if (!watched.isEmpty() && timer == null) {
            timer = Executors.newSingleThreadScheduledExecutor(new NamedThreads("key-store-watch"));
            timer.scheduleWithFixedDelay(this::check, INTERVAL_S, INTERVAL_S, TimeUnit.SECONDS);
        }
    }

    /** Looks now. */
    synchronized void check() {
        boolean reloaded = false;
        for (Watched each : watched) {
            List<String> now = each.fingerprints();
            if (!now.equals(each.seen) && reload(each)) {
                each.seen = now;
                reloaded = true;
            }
        }
        if (reloaded) {
            onReload.run();
        }
    }

    private static boolean reload(Watched changed) {
        try {
            // A trial first, as a factory that fails to reload serves nobody any more.
            SslContextFactory.Server trial = ServerTls.listener(changed.settings);
            trial.start();
            trial.stop();
            changed.factory.reload(factory -> {});
            LOG.info("Key stores have changed and are used from now on");
            return true;
        } catch (Exception e) {
            LOG.warn("Key stores have changed, but cannot be read; the old ones stay in use error={}", e.toString());
            return false;
        }
    }

    @Override
    public synchronized void close() {
        if (timer != null) {
            timer.shutdownNow();
        }
    }
}
