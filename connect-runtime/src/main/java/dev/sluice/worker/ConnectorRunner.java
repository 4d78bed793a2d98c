package dev.sluice.worker;

import dev.sluice.metrics.ConnectorMeasures;
import dev.sluice.model.RunState;
import dev.sluice.model.TargetState;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.errors.ConnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one connector on a thread of its own, which waits here for what is asked of the connector. At most one request of
 * a kind waits: a newer target state replaces an older one, and callers who want task configs share an answer.
 */
final class ConnectorRunner {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectorRunner.class);

    private record Transition(TargetState target, CompletableFuture<Void> done) {}

    private final String name;
    private final ConnectorInstance connector;
    private final StatusReports reports;
    private final ConnectorMeasures measures;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Object lock = new Object();
    private Transition transition;
    private CompletableFuture<List<Map<String, String>>> taskConfigs;
    /** What the connector is answering right now. */
    private List<CompletableFuture<?>> inHand = List.of();

    private Throwable raised;
    private boolean stopping;

    ConnectorRunner(String name, ConnectorInstance.Maker maker, WorkerListener listener, ConnectorMeasures measures) {
        this.name = name;
        this.measures = measures;
        this.reports = new StatusReports(
                change -> {
                    measures.state(change.state().name().toLowerCase(Locale.ROOT));
                    listener.onConnectorStatus(name, change);
                },
                change -> change.state() == RunState.UNASSIGNED);
        this.connector = new ConnectorInstance(name, maker, reports, new ConnectorInstance.Requests() {
            @Override
            public void reconfigure() {
                listener.onTaskReconfigurationRequested(name);
            }

            @Override
            public void secretsChanged() {
                listener.onSecretsChanged(name);
            }

            @Override
            public void raise(Throwable error) {
                synchronized (lock) {
                    raised = error;
                    lock.notifyAll();
                }
            }
        });
    }

    void start() {
        Thread thread = new Thread(() -> LoggingContext.connector(name, this::run), "connector-thread-" + name);
        thread.setDaemon(true);
        try {
            thread.start();
        } catch (RuntimeException | Error e) {
            // No thread can be had for it.
            connector.fail(e);
            rejectAll();
            ended.countDown();
        }
    }

    private void run() {
        try {
            connector.create();
            while (step()) {
                // each step waits for the next request
            }
            connector.shutdown();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            rejectAll();
            ended.countDown();
        }
    }

    /** Waits for requests and does what they ask; false if the connector is to end. */
    private boolean step() throws InterruptedException {
        Transition nextTransition;
        CompletableFuture<List<Map<String, String>>> nextTaskConfigs;
        Throwable nextRaised;
        synchronized (lock) {
            while (!stopping && transition == null && taskConfigs == null && raised == null) {
                lock.wait();
            }
            if (stopping) {
                return false;
            }
            nextTransition = transition;
            transition = null;
            nextTaskConfigs = taskConfigs;
            taskConfigs = null;
            nextRaised = raised;
            raised = null;
            inHand = new ArrayList<>();
            if (nextTransition != null) {
                inHand.add(nextTransition.done());
            }
            if (nextTaskConfigs != null) {
                inHand.add(nextTaskConfigs);
            }
        }
        if (nextRaised != null) {
            connector.fail(nextRaised);
        }
        if (nextTransition != null) {
            complete(nextTransition.done(), () -> {
                connector.moveTo(nextTransition.target());
                return null;
            });
        }
        if (nextTaskConfigs != null) {
            complete(nextTaskConfigs, connector::taskConfigs);
        }
        return true;
    }

    private static <T> void complete(CompletableFuture<T> future, java.util.concurrent.Callable<T> answer) {
        try {
            future.complete(answer.call());
        } catch (Throwable e) {
            future.completeExceptionally(StatusChange.printable(e));
        }
    }

    /** Whatever a connector that was given up still answers, must not be taken for its successor's answer. */
    private void rejectAll() {
        List<CompletableFuture<?>> late;
        synchronized (lock) {
            stopping = true;
            late = new ArrayList<>(inHand);
            if (transition != null) {
                late.add(transition.done());
            }
            if (taskConfigs != null) {
                late.add(taskConfigs);
            }
            transition = null;
            taskConfigs = null;
        }
        late.forEach(future -> future.completeExceptionally(stopped()));
    }

    private ConnectorStoppedException stopped() {
        return new ConnectorStoppedException(name);
    }

    CompletableFuture<Void> target(TargetState target) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        Transition replaced;
        synchronized (lock) {
            if (stopping) {
                return CompletableFuture.failedFuture(stopped());
            }
            replaced = transition;
            transition = new Transition(target, done);
            lock.notifyAll();
        }
        if (replaced != null) {
            replaced.done()
                    .completeExceptionally(new ConnectException("Connector '" + name + "' was asked to be " + target
                            + " before it was " + replaced.target()));
        }
        return done;
    }

    CompletableFuture<List<Map<String, String>>> taskConfigs() {
        synchronized (lock) {
            if (stopping) {
                return CompletableFuture.failedFuture(stopped());
            }
            if (taskConfigs == null) {
                taskConfigs = new CompletableFuture<>();
                lock.notifyAll();
            }
            return taskConfigs;
        }
    }

    void stop() {
        synchronized (lock) {
            stopping = true;
            lock.notifyAll();
        }
    }

    boolean awaitEnd(long timeoutMs) throws InterruptedException {
        return ended.await(timeoutMs, TimeUnit.MILLISECONDS);
    }

    /** The connector was stopped or given up; what is measured of it goes, before that of a successor comes. */
    void forget() {
        measures.close();
    }

    /** Gives the connector up: it counts as ended at once, and says nothing more. */
    void cancel() {
        LOG.error("Connector did not stop in time and is abandoned connector={}", name);
        connector.abandon();
        reports.report(StatusChange.to(RunState.UNASSIGNED, connector.version()));
        rejectAll();
    }
}
