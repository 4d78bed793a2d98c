package dev.sluice.rest;

import dev.sluice.config.WorkerConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.config.ConfigException;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** Opens the listeners of one key, {@code listeners} or {@code admin.listeners}. */
final class HttpListeners {
    private static final long IDLE_TIMEOUT_MS = 90_000;
    /** How long connections without a request may stay when the server stops. */
    private static final long SHUTDOWN_IDLE_TIMEOUT_MS = 50;

    private final WorkerConfig config;
    private final String key;
    private final String name;
    private final KeyStoreWatch stores;

    /**
     * @param name   the name that connectors get, by which handlers tell them apart
     * @param stores watches the key stores of HTTPS listeners
     */
    HttpListeners(WorkerConfig config, String key, String name, KeyStoreWatch stores) {
        this.stores = stores;
        this.config = config;
        this.key = key;
        this.name = name;
    }

    /**
     * Binds them; the server need not have started.
     *
     * @throws ConfigException naming the listener that cannot be bound, and what to do
     */
    List<AdvertisedUrl.Bound> open(Server server, List<String> listeners) {
        List<AdvertisedUrl.Bound> bound = new ArrayList<>();
        for (String text : listeners) {
            Listener listener = Listener.parse(key, text);
            ServerConnector connector = new ServerConnector(server, null, null, null, 1, 1, protocols(listener));
            connector.setName(name);
            connector.setPort(listener.port());
            connector.setHost(listener.host().isEmpty() ? null : listener.host());
            connector.setIdleTimeout(IDLE_TIMEOUT_MS);
            connector.setShutdownIdleTimeout(SHUTDOWN_IDLE_TIMEOUT_MS);
            server.addConnector(connector);
            try {
                connector.open();
            } catch (IOException e) {
                throw new ConfigException("Cannot listen on " + text + " (key " + key + "): " + reason(e)
                        + ". Free the port, or give " + key + " another address or port.");
            }
            bound.add(new AdvertisedUrl.Bound(listener, host(listener), connector.getLocalPort()));
        }
        return bound;
    }

    private ConnectionFactory[] protocols(Listener listener) {
        HttpConfiguration http = new HttpConfiguration();
        if (!listener.secure()) {
            return new ConnectionFactory[] {new HttpConnectionFactory(http)};
        }
        http.addCustomizer(new SecureRequestCustomizer());
        TlsSettings settings = TlsSettings.of(config, key + ".https.");
        SslContextFactory.Server tls = ServerTls.listener(settings);
        stores.add(settings, tls);
        return new ConnectionFactory[] {new SslConnectionFactory(tls, "http/1.1"), new HttpConnectionFactory(http)};
    }

    private static String reason(IOException e) {
        return e.getCause() == null
                ? e.getMessage()
                : e.getMessage() + " (" + e.getCause().getMessage() + ")";
    }

    private static String host(Listener listener) {
        if (!listener.host().isEmpty()) {
            return listener.host();
        }
        try {
            return InetAddress.getLocalHost().getHostAddress();
        } catch (UnknownHostException e) {
            return InetAddress.getLoopbackAddress().getHostAddress();
        }
    }
}
