package dev.sluice.simulation;

import dev.sluice.model.SessionKey;
import dev.sluice.service.LeaderGateway;
import dev.sluice.service.RequestSignature;
import dev.sluice.service.ServiceException;
import dev.sluice.service.Signature;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * HTTP between clients and workers and among workers: calls arrive late, are forwarded by the rules of the REST layer
 * (first hop to whom the refusal names, one more hop from there), and are answered within its limit. A worker that is
 * asked answers some time, or the call counts as lost.
 */
final class SimulatedRest {
    static final int NO_ANSWER = 0;
    private static final long LIMIT_MS = 90_000;

    private record Asked(SimulatedProcess process, Request request, CompletableFuture<?> outcome) {}

    private final World world;
    private final Map<String, SimulatedNode> nodes;
    private final List<Asked> asked = new ArrayList<>();
    private final List<Request> underWay = new ArrayList<>();

    /** @param nodes by advertised URL */
    SimulatedRest(World world, Map<String, SimulatedNode> nodes) {
        this.world = world;
        this.nodes = nodes;
    }

    /** A client's call; completes with the HTTP status, or {@link #NO_ANSWER}. */
    CompletableFuture<Integer> call(SimulatedNode node, Request request) {
        return call(node, request, null);
    }

    private CompletableFuture<Integer> call(SimulatedNode node, Request request, Boolean hop) {
        CompletableFuture<Integer> status = new CompletableFuture<>();
        CompletableFuture<Void> over = new CompletableFuture<>();
        underWay.add(request);
        over.thenRun(() -> underWay.remove(request));
        world.after(LIMIT_MS + 1_000, () -> status.complete(NO_ANSWER));
        world.after(world.between(1, 20), () -> {
            SimulatedProcess process = node.process();
            if (process.isDead()) {
                over.complete(null);
                status.complete(NO_ANSWER);
                return;
            }
            process.onDeath(() -> {
                over.complete(null);
                status.complete(NO_ANSWER);
            });
            process.after(0, () -> answer(node, request, hop, over)
                    .thenAccept(code -> process.after(world.between(1, 20), () -> status.complete(code))));
        });
        return status;
    }

    /** @param over completed when the worker has done what it will do about the request, answered or not */
    private CompletableFuture<Integer> answer(
            SimulatedNode node, Request request, Boolean hop, CompletableFuture<Void> over) {
        if (!node.isServing()) {
            over.complete(null);
            return CompletableFuture.completedFuture(503);
        }
        SimulatedProcess process = node.process();
        CompletableFuture<Integer> status = new CompletableFuture<>();
        process.after(LIMIT_MS, () -> status.complete(500));
        CompletableFuture<?> outcome;
        try {
            outcome = request.ask(node.service());
        } catch (ServiceException e) {
            outcome = CompletableFuture.failedFuture(e);
        }
        asked.add(new Asked(process, request, outcome));
        outcome.whenComplete((value, error) -> {
            Throwable cause = error instanceof CompletionException ? error.getCause() : error;
            if (cause instanceof ServiceException.NotHere elsewhere) {
                // The one that it is forwarded to has it on its own account from here on.
                forward(node, elsewhere, request, hop).thenAccept(status::complete);
            } else {
                if (cause != null) {
                    process.trace(() -> "fails " + request + ": " + cause.getMessage());
                }
                status.complete(cause == null ? 200 : code(cause));
            }
            over.complete(null);
        });
        return status;
    }

    private CompletableFuture<Integer> forward(
            SimulatedNode from, ServiceException.NotHere elsewhere, Request request, Boolean hop) {
        if (elsewhere.url().isEmpty() || Boolean.FALSE.equals(hop)) {
            return CompletableFuture.completedFuture(409);
        }
        SimulatedNode to = nodes.get(elsewhere.url().get());
        if (from != to && (from.isCutOff() || to.isCutOff())) {
            return CompletableFuture.completedFuture(500);
        }
        return call(to, request, hop == null).thenApply(code -> code == NO_ANSWER ? 500 : code);
    }

    private static int code(Throwable error) {
        if (error instanceof ServiceException.BadRequest) {
            return 400;
        } else if (error instanceof ServiceException.Forbidden) {
            return 403;
        } else if (error instanceof ServiceException.NotFound) {
            return 404;
        } else if (error instanceof ServiceException.AlreadyExists
                || error instanceof ServiceException.Rebalancing
                || error instanceof ServiceException.NotHere) {
            return 409;
        }
        return error instanceof ServiceException.Unavailable ? 503 : 500;
    }

    /** Whether a living worker may still act on a request, though the client may have given up on the answer. */
    boolean isUnderWay(Request request) {
        return underWay.contains(request);
    }

    /** Calls that a living worker has taken and not answered. */
    List<Request> unanswered() {
        return asked.stream()
                .filter(each -> !each.process.isDead() && !each.outcome.isDone())
                .map(Asked::request)
                .toList();
    }

    /** What a worker that does not lead hands to the leader. */
    LeaderGateway gatewayOf(SimulatedNode from) {
        return new LeaderGateway() {
            @Override
            public CompletableFuture<Void> putTaskConfigs(
                    String leaderUrl, String connector, List<Map<String, String>> configs, Optional<SessionKey> key) {
                Signature signature = sign(configs.toString(), key);
                return hand(from, leaderUrl, new Request.PutTaskConfigs(connector, configs, signature));
            }

            @Override
            public CompletableFuture<Void> fenceZombies(String leaderUrl, String connector, Optional<SessionKey> key) {
                return hand(from, leaderUrl, new Request.FenceZombies(connector, sign("", key)));
            }
        };
    }

    private CompletableFuture<Void> hand(SimulatedNode from, String leaderUrl, Request request) {
        CompletableFuture<Void> taken = new CompletableFuture<>();
        SimulatedProcess process = from.process();
        SimulatedNode leader = nodes.get(leaderUrl);
        if (from.isCutOff() || leader.isCutOff()) {
            process.after(
                    100,
                    () -> taken.completeExceptionally(
                            new ServiceException("Request to worker " + leaderUrl + " failed")));
            return taken;
        }
        call(leader, request)
                .thenAccept(code -> process.after(0, () -> {
                    if (code == 200) {
                        taken.complete(null);
                    } else {
                        taken.completeExceptionally(new ServiceException.Remote(code, "status " + code));
                    }
                }));
        return taken;
    }

    private static Signature sign(String text, Optional<SessionKey> key) {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        return key.map(each -> RequestSignature.sign(body, each.key(), "HmacSHA256"))
                .orElseGet(() -> new Signature(ByteBuffer.wrap(body), Optional.empty(), Optional.empty()));
    }
}
