package dev.sluice.herder;

import dev.sluice.model.TargetState;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Lets a caller wait until a connector that it configures has come up and has told which tasks it wants, or has failed
 * to. Nothing is kept of connectors for which nobody waits.
 */
final class ConnectorStarts {
    private final Map<String, Queue<CompletableFuture<Void>>> waiting = new ConcurrentHashMap<>();

    /**
     * To be called before the connector is configured, lest its start be missed.
     *
     * @return completes when the connector's next start is over; fails with what went wrong in it
     */
    CompletableFuture<Void> next(String connector) {
        CompletableFuture<Void> over = new CompletableFuture<>();
        waiting.compute(connector, (name, others) -> {
            Queue<CompletableFuture<Void>> all = others == null ? new ConcurrentLinkedQueue<>() : others;
            all.add(over);
            return all;
        });
        over.whenComplete((nothing, error) -> waiting.computeIfPresent(connector, (name, all) -> {
            all.removeIf(CompletableFuture::isDone);
            return all.isEmpty() ? null : all;
        }));
        return over;
    }

    /** The connector has reached its target state, in which it has further tasks to tell only if it is to run. */
    void reached(String connector, TargetState target) {
        if (target != TargetState.STARTED) {
            done(connector);
        }
    }

    void failed(String connector, Throwable error) {
        Queue<CompletableFuture<Void>> over = waiting.remove(connector);
        if (over != null) {
            over.forEach(future -> future.completeExceptionally(error));
        }
    }

    /** Sees what the herder has decided about the connector's tasks. */
    void observe(HerderEvent event, Decision decision) {
        if (event instanceof HerderEvent.TaskConfigsMade made) {
            boolean written = decision.actions().stream().anyMatch(HerderAction.WriteTaskConfigs.class::isInstance);
            if (!written) {
                done(made.connector());
            }
        } else if (event instanceof HerderEvent.TaskConfigsWanted wanted) {
            // The connector was deleted, or moved away, while it started.
            if (decision.actions().isEmpty()) {
                done(wanted.connector());
            }
        } else if (event instanceof HerderEvent.TaskConfigsPublished published) {
            done(published.connector());
        } else if (event instanceof HerderEvent.TaskConfigsFailed failed) {
            failed(failed.connector(), failed.error());
        }
    }

    private void done(String connector) {
        Queue<CompletableFuture<Void>> over = waiting.remove(connector);
        if (over != null) {
            over.forEach(future -> future.complete(null));
        }
    }
}
