package dev.sluice.app;

import dev.sluice.config.WorkerConfig;
import dev.sluice.rest.RestServer;
import dev.sluice.rest.Served;
import dev.sluice.service.LeaderGateway;
import java.net.URI;
import java.util.Optional;
import java.util.Random;

/** A worker with its REST API. */
final class RestFront implements Front {
    private final RestServer rest;

    RestFront(WorkerConfig config) {
        rest = new RestServer(config, Long.toHexString(new Random().nextLong()));
    }

    @Override
    public void bind() {
        rest.bind();
    }

    @Override
    public void prepare() {
        rest.prepare();
    }

    @Override
    public void serve(Served worker) {
        rest.serve(worker);
    }

    @Override
    public Optional<URI> url() {
        return Optional.of(rest.url());
    }

    @Override
    public Optional<URI> adminUrl() {
        return rest.adminUrl();
    }

    @Override
    public URI advertisedUrl() {
        return rest.advertisedUrl();
    }

    @Override
    public String workerId() {
        return rest.workerId();
    }

    @Override
    public LeaderGateway leaderGateway() {
        return rest.leaderGateway();
    }

    @Override
    public void close() {
        rest.close();
    }
}
