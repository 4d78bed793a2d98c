package dev.sluice.worker;

import dev.sluice.model.TaskId;
import dev.sluice.pipeline.control.TaskControl;
import dev.sluice.pipeline.source.WriteClearance;
import dev.sluice.service.ServiceException;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.connect.errors.ConnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gets an exactly-once source task its right to write from the group (KIP-618). A leader that is down, a rebalance, a
 * request that is refused for the moment: none of them fails the task; it asks again, with growing pauses, for as long
 * as it is to run here. Only an answer that will not change does.
 */
final class StartClearance implements WriteClearance {
    private static final Logger LOG = LoggerFactory.getLogger(StartClearance.class);
    private static final long FIRST_PAUSE_MS = 250;
    private static final long LONGEST_PAUSE_MS = 5_000;
    /** The leader itself gives up after 90 s. */
    private static final long ANSWER_LIMIT_MS = 120_000;
    /** Whoever took the task away stops it; longer than this cannot take. */
    private static final long STOP_LIMIT_MS = 60_000;

    private final TaskId id;
    private final int generation;
    private final TaskFencing group;
    private final TaskControl control;
    private final Random random;
    private long pauseMs = FIRST_PAUSE_MS;

    /**
     * @param generation of the task configs that the task was started from
     * @param random     spreads retries
     */
    StartClearance(TaskId id, int generation, TaskFencing group, TaskControl control, Random random) {
        this.id = id;
        this.generation = generation;
        this.group = group;
        this.control = control;
        this.random = random;
    }

    @Override
    public boolean fenceOthers() throws InterruptedException {
        while (!control.stopping()) {
            Throwable refusal = ask();
            if (refusal == null) {
                return !control.stopping();
            }
            if (isFinal(refusal)) {
                throw new ConnectException(
                        "Older instances of the tasks of connector '" + id.connector()
                                + "' cannot be fenced, so that task " + id + " must not write: " + refusal.getMessage(),
                        refusal);
            }
            if (!control.stopping()) {
                LOG.warn(
                        "Older task instances are not fenced yet, asking again task={} pauseMs={} reason={}",
                        id,
                        pauseMs,
                        refusal.getMessage());
                pause();
            }
        }
        return false;
    }

    /** Asks once; returns why it was not done, or null if it was or the task is to end. */
    private Throwable ask() throws InterruptedException {
        CompletableFuture<Void> stopped = new CompletableFuture<>();
        control.onChange(() -> {
            if (control.stopping()) {
                stopped.complete(null);
            }
        });
        try {
            if (control.stopping()) {
                return null;
            }
            CompletableFuture.anyOf(group.fenceZombies(id.connector()), stopped)
                    .get(ANSWER_LIMIT_MS, TimeUnit.MILLISECONDS);
            return null;
        } catch (ExecutionException e) {
            return e.getCause();
        } catch (TimeoutException e) {
            return new ConnectException("No answer within " + ANSWER_LIMIT_MS + " ms");
        } finally {
            control.onChange(() -> {});
        }
    }

    private static boolean isFinal(Throwable refusal) {
        return refusal instanceof ServiceException.BadRequest
                || (refusal instanceof ServiceException.Remote remote && remote.status() == 400);
    }

    @Override
    public boolean confirm() throws InterruptedException {
        pauseMs = FIRST_PAUSE_MS;
        while (!control.stopping()) {
            try {
                if (group.isCurrent(id, generation)) {
                    return !control.stopping();
                }
                LOG.info("Task has newer configs or another worker by now; it waits to be stopped task={}", id);
                if (control.sleep(STOP_LIMIT_MS)) {
                    throw new Superseded("Task " + id + " must not write: its connector has newer task configs, or"
                            + " another worker runs it. Restart the task if it is still shown as running here");
                }
                return false;
            } catch (Superseded e) {
                throw e;
            } catch (KafkaException e) {
                LOG.warn(
                        "A task's right to run here is not confirmed yet, asking again task={} pauseMs={} reason={}",
                        id,
                        pauseMs,
                        e.getMessage());
                pause();
            }
        }
        return false;
    }

    private void pause() throws InterruptedException {
        control.sleep(pauseMs - random.nextLong(pauseMs / 4));
        pauseMs = Math.min(LONGEST_PAUSE_MS, pauseMs * 2);
    }

    /** The task is an old instance. */
    private static final class Superseded extends ConnectException {
        private static final long serialVersionUID = 1L;

        Superseded(String message) {
            super(message);
        }
    }
}
