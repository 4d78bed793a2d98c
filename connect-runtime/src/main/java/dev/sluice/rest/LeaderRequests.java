package dev.sluice.rest;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.model.SessionKey;
import dev.sluice.service.LeaderGateway;
import dev.sluice.service.RequestSignature;
import dev.sluice.service.ServiceException;
import dev.sluice.service.Signature;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Asks the leader for what only it may do, in signed requests (KIP-507).
 *
 * <p>A leader of ours says, when it is asked, which incarnation of a worker it is. Requests to it are signed together with
 * that, with what they ask for and with a number that comes once ({@link Tickets}); nothing of them can be used again.
 * Other leaders get signatures as Apache's workers make them.
 */
final class LeaderRequests implements LeaderGateway {
    private static final int FORBIDDEN = 403;

    private final WorkerClient client;
    private final ObjectMapper mapper;
    private final String algorithm;
    private final boolean tickets;
    private volatile Leader known = new Leader("", "");

    /**
     * @param algorithm {@code inter.worker.signature.algorithm}
     * @param tickets   whether leaders of ours are told apart
     */
    LeaderRequests(WorkerClient client, ObjectMapper mapper, String algorithm, boolean tickets) {
        this.client = client;
        this.mapper = mapper;
        this.algorithm = algorithm;
        this.tickets = tickets;
    }

    /** A leader of ours. */
    private record Leader(String url, String incarnation) {}

    /** A request before it is signed. */
    private record Unsigned(String method, String connector, String subject, Optional<byte[]> body) {
        WorkerRequest request() {
            WorkerRequest request = WorkerRequest.of(method, "connectors", connector, subject);
            return body.map(request::withBody).orElse(request);
        }

        byte[] signed() {
            return body.orElseGet(() -> new byte[0]);
        }
    }

    @Override
    public CompletableFuture<Void> putTaskConfigs(
            String leaderUrl, String connector, List<Map<String, String>> configs, Optional<SessionKey> key) {
        try {
            Optional<byte[]> body = Optional.of(mapper.writeValueAsBytes(configs));
            return send(leaderUrl, new Unsigned("POST", connector, "tasks", body), key);
        } catch (IOException | RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    @Override
    public CompletableFuture<Void> fenceZombies(String leaderUrl, String connector, Optional<SessionKey> key) {
        return send(leaderUrl, new Unsigned("PUT", connector, "fence", Optional.empty()), key);
    }

    private CompletableFuture<Void> send(String leaderUrl, Unsigned unsigned, Optional<SessionKey> key) {
        if (key.isEmpty()) {
            return client.send(leaderUrl, unsigned.request()).thenAccept(answer -> {});
        }
        if (!tickets) {
            return sendSigned(leaderUrl, unsigned, key.get(), Optional.empty());
        }
        Leader leader = known;
        if (!leader.url().equals(leaderUrl)) {
            return ask(leaderUrl).thenCompose(found -> sendSigned(leaderUrl, unsigned, key.get(), found));
        }
        Optional<String> before = Optional.of(leader.incarnation());
        return sendSigned(leaderUrl, unsigned, key.get(), before)
                .exceptionallyCompose(error -> refused(error)
                        ? sendAgain(leaderUrl, unsigned, key.get(), before, error)
                        : CompletableFuture.failedFuture(error));
    }

    /** The leader may have been started anew since it was asked, or be of Apache's make by now. */
    private CompletableFuture<Void> sendAgain(
            String leaderUrl, Unsigned unsigned, SessionKey key, Optional<String> before, Throwable refusal) {
        return ask(leaderUrl)
                .thenCompose(found -> found.equals(before)
                        ? CompletableFuture.failedFuture(refusal)
                        : sendSigned(leaderUrl, unsigned, key, found));
    }

    private static boolean refused(Throwable error) {
        Throwable cause = error instanceof CompletionException ? error.getCause() : error;
        return cause instanceof ServiceException.Remote remote && remote.status() == FORBIDDEN;
    }

    private CompletableFuture<Optional<String>> ask(String leaderUrl) {
        return client.incarnation(leaderUrl).thenApply(found -> {
            known = found.map(incarnation -> new Leader(leaderUrl, incarnation)).orElse(new Leader("", ""));
            return found;
        });
    }

    private CompletableFuture<Void> sendSigned(
            String leaderUrl, Unsigned unsigned, SessionKey key, Optional<String> incarnation) {
        try {
            WorkerRequest request = unsigned.request();
            List<String> covered = List.of();
            if (incarnation.isPresent()) {
                String number = UUID.randomUUID().toString();
                request = request.withHeader(RequestSignature.INCARNATION_HEADER, incarnation.get())
                        .withHeader(RequestSignature.TICKET_HEADER, number);
                covered = Tickets.covered(
                        incarnation.get(), number, unsigned.method(), unsigned.connector(), unsigned.subject());
            }
            Signature signature = RequestSignature.sign(covered, unsigned.signed(), key.key(), algorithm);
            request = request.withHeader(
                            RequestSignature.MAC_HEADER, signature.mac().orElseThrow())
                    .withHeader(
                            RequestSignature.ALGORITHM_HEADER,
                            signature.algorithm().orElseThrow());
            return client.send(leaderUrl, request).thenAccept(answer -> {});
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }
}
