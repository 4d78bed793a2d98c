package dev.sluice.herder;

import dev.sluice.group.GroupProtocol;
import dev.sluice.group.Membership;
import dev.sluice.model.ConfigSnapshot;
import dev.sluice.model.SessionKey;
import dev.sluice.model.TaskId;
import dev.sluice.service.LeaderGateway;
import dev.sluice.service.ServiceException;
import dev.sluice.store.config.ConfigStore;
import dev.sluice.worker.TaskFencing;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.connect.errors.ConnectException;

/** How the tasks of this worker reach the group's leader, which may be this worker itself. */
public final class LeaderFencing implements TaskFencing {
    private final HerderInbox inbox;
    private final ConfigStore configs;
    private final Membership group;
    private final LeaderGateway leader;
    private final Duration catchUpLimit;

    /**
     * @param catchUpLimit {@code worker.sync.timeout.ms}
     */
    public LeaderFencing(
            HerderInbox inbox, ConfigStore configs, Membership group, LeaderGateway leader, Duration catchUpLimit) {
        this.inbox = inbox;
        this.configs = configs;
        this.group = group;
        this.leader = leader;
        this.catchUpLimit = catchUpLimit;
    }

    @Override
    public CompletableFuture<Void> fenceZombies(String connector) {
        CompletableFuture<Void> reply = new CompletableFuture<>();
        if (!inbox.post(new HerderEvent.Requested(new Command.FenceZombies(connector, reply)))) {
            return CompletableFuture.failedFuture(new ServiceException("This worker is stopping"));
        }
        return reply.exceptionallyCompose(error -> {
            Throwable cause = ActionRunner.cause(error);
            return cause instanceof ServiceException.NotHere elsewhere
                            && elsewhere.url().isPresent()
                    ? askLeader(elsewhere.url().get(), connector)
                    : CompletableFuture.failedFuture(cause);
        });
    }

    private CompletableFuture<Void> askLeader(String url, String connector) {
        Optional<SessionKey> key = configs.snapshot().sessionKey();
        if (key.isEmpty() && group.protocol() == GroupProtocol.SESSIONED) {
            // The leader would take a request without a signature for a wrong one, and would be right.
            return CompletableFuture.failedFuture(new ServiceException.Unavailable(
                    "The leader has not yet written the session key that requests to it are signed with"));
        }
        return leader.fenceZombies(url, connector, key);
    }

    @Override
    public boolean isCurrent(TaskId task, int generation) throws InterruptedException {
        try {
            ConfigSnapshot now = configs.refresh(catchUpLimit);
            if (now.generation(task.connector()) != generation) {
                return false;
            }
            CompletableFuture<Boolean> runsHere = new CompletableFuture<>();
            return inbox.post(new HerderEvent.OwnershipAsked(task, runsHere))
                    && inbox.threads().await(runsHere, catchUpLimit.toMillis());
        } catch (TimeoutException | ExecutionException e) {
            throw new ConnectException(
                    "Whether task " + task + " is still to run here could not be found out: the config topic or the"
                            + " worker's own loop took longer than worker.sync.timeout.ms=" + catchUpLimit.toMillis(),
                    e);
        }
    }
}
