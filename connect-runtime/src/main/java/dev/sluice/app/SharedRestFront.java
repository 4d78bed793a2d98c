package dev.sluice.app;

import dev.sluice.config.WorkerConfig;
import dev.sluice.rest.InternalRestServer;
import dev.sluice.rest.Served;
import dev.sluice.service.LeaderGateway;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** A worker that only others of its group can ask, on a server that it shares with workers of other groups. */
final class SharedRestFront implements Front {
    private final String name;
    private final InternalRestServer.Place place;

    /**
     * @param name what the worker is for, part of its id
     * @param path below which it is asked
     */
    SharedRestFront(WorkerConfig config, InternalRestServer server, String name, List<String> path) {
        this.name = name;
        this.place = server.place(config, path);
    }

    @Override
    public void bind() {}

    @Override
    public void prepare() {}

    @Override
    public void serve(Served worker) {
        place.serve(worker);
    }

    @Override
    public Optional<URI> url() {
        return Optional.empty();
    }

    @Override
    public Optional<URI> adminUrl() {
        return Optional.empty();
    }

    @Override
    public URI advertisedUrl() {
        return place.advertisedUrl();
    }

    @Override
    public String workerId() {
        return place.advertisedUrl().getAuthority() + "/" + name;
    }

    @Override
    public LeaderGateway leaderGateway() {
        return place.leaderGateway();
    }

    /** The server is closed by whoever opened it, before its workers. */
    @Override
    public void close() {}
}
