package dev.sluice.rest;

import dev.sluice.config.WorkerConfig;
import java.net.URI;
import java.util.List;
import java.util.Locale;

/**
 * Chooses the URL that other workers and users are told, from {@code rest.advertised.*} and the bound listeners.
 */
final class AdvertisedUrl {
    private AdvertisedUrl() {}

    /**
     * A listener and where it ended up.
     *
     * @param listener  as configured
     * @param boundHost the address that it can be reached at
     * @param boundPort the real port
     */
    record Bound(Listener listener, String boundHost, int boundPort) {
        URI uri() {
            return url(listener.scheme(), boundHost, boundPort);
        }
    }

    /** Ends with a slash. */
    static URI of(WorkerConfig config, List<Bound> bound) {
        String scheme = scheme(config);
        Bound matching = bound.stream()
                .filter(b -> b.listener().scheme().equals(scheme))
                .findFirst()
                .orElse(bound.get(0));
        String host = config.string("rest.advertised.host.name");
        if (host == null || host.isEmpty()) {
            host = matching.boundHost();
        }
        Integer port = (Integer) config.values().get("rest.advertised.port");
        return url(scheme, host, port == null ? matching.boundPort() : port);
    }

    private static String scheme(WorkerConfig config) {
        String advertised = config.string("rest.advertised.listener");
        if (advertised != null && !advertised.isEmpty()) {
            return advertised.toLowerCase(Locale.ROOT);
        }
        String listeners = String.join(",", config.listeners()).toLowerCase(Locale.ROOT);
        return listeners.contains("http://") || !listeners.contains("https://") ? "http" : "https";
    }

    private static URI url(String scheme, String host, int port) {
        boolean bareIpv6 = host.contains(":") && !host.startsWith("[");
        return URI.create(scheme + "://" + (bareIpv6 ? "[" + host + "]" : host) + ":" + port + "/");
    }
}
