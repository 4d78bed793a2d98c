package dev.sluice.app;

import dev.sluice.model.SessionKey;
import dev.sluice.rest.Served;
import dev.sluice.service.LeaderGateway;
import dev.sluice.service.ServiceException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** A worker that takes no requests, and so can ask no other either: its group had better have one member. */
final class NoRestFront implements Front {
    private final String id = UUID.randomUUID().toString();
    private final String name;

    /** @param name what the worker is for, part of its id */
    NoRestFront(String name) {
        this.name = name;
    }

    @Override
    public void bind() {}

    @Override
    public void prepare() {}

    @Override
    public void serve(Served worker) {}

    @Override
    public Optional<URI> url() {
        return Optional.empty();
    }

    @Override
    public Optional<URI> adminUrl() {
        return Optional.empty();
    }

    /** The word that Kafka Connect uses, and something that tells such workers from each other. */
    @Override
    public URI advertisedUrl() {
        return URI.create("NOTUSED#" + id);
    }

    @Override
    public String workerId() {
        String host;
        try {
            host = InetAddress.getLocalHost().getCanonicalHostName();
        } catch (UnknownHostException e) {
            host = "unknown";
        }
        return host + "/" + name + "/" + id;
    }

    @Override
    public LeaderGateway leaderGateway() {
        return new LeaderGateway() {
            @Override
            public CompletableFuture<Void> putTaskConfigs(
                    String leaderUrl, String connector, List<Map<String, String>> configs, Optional<SessionKey> key) {
                return refuse("tell the leader of new tasks of connector " + connector);
            }

            @Override
            public CompletableFuture<Void> fenceZombies(String leaderUrl, String connector, Optional<SessionKey> key) {
                return refuse("have the leader fence older tasks of connector " + connector);
            }
        };
    }

    private static CompletableFuture<Void> refuse(String what) {
        return CompletableFuture.failedFuture(new ServiceException.Unavailable("This worker cannot " + what
                + ", as it has no REST API; a mirror of several nodes needs dedicated.mode.enable.internal.rest=true"));
    }

    @Override
    public void close() {}
}
