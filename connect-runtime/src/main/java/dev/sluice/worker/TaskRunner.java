package dev.sluice.worker;

import dev.sluice.metrics.TaskLedger;
import dev.sluice.metrics.TaskMeasures;
import dev.sluice.model.RunState;
import dev.sluice.model.TargetState;
import dev.sluice.model.TaskId;
import dev.sluice.model.TaskProgress;
import dev.sluice.pipeline.control.TaskControl;
import dev.sluice.pipeline.control.TaskEvents;
import dev.sluice.pipeline.control.TaskPipeline;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs one task on a thread of its own, from putting it together to its end. */
final class TaskRunner implements TaskEvents {
    private static final Logger LOG = LoggerFactory.getLogger(TaskRunner.class);

    private final TaskId id;
    private final TaskPlanner planner;
    private final TaskAssembler assembler;
    private final OffsetCommitter committer;
    private final WorkerListener listener;
    private final SecretWatch secrets;
    private final Random random;
    private final TaskControl control;
    private final StatusReports reports;
    private final TaskMeasures measures;
    private final TaskLedger ledger;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile Optional<String> version = Optional.empty();
    private volatile TaskPipeline pipeline;
    private SecretWatch.Watch watch;
    private boolean forgotten;

    TaskRunner(TaskId id, TaskPlanner planner, TaskServices services, TaskControl control, Random random) {
        this.id = id;
        this.planner = planner;
        this.assembler = services.assembler();
        this.committer = services.committer();
        this.listener = services.listener();
        this.secrets = services.secrets();
        this.control = control;
        this.random = random;
        this.measures = services.measures().task(id.connector(), id.task());
        this.ledger = services.ledger();
        ledger.open(measures.totals());
        this.reports = new StatusReports(
                change -> {
                    measures.state(change.state().name().toLowerCase(Locale.ROOT));
                    listener.onTaskStatus(id, change);
                },
                change -> change.state() == RunState.UNASSIGNED || change.state() == RunState.FAILED);
    }

    void start() {
        Thread thread = new Thread(() -> LoggingContext.task(id, this::run), "task-thread-" + id);
        thread.setDaemon(true);
        try {
            thread.start();
        } catch (RuntimeException | Error e) {
            // No thread can be had for it.
            failed(e);
            ended.countDown();
        }
    }

    private void run() {
        try {
            try {
                runToEnd();
            } catch (Throwable e) {
                failed(e);
                return;
            }
            reports.report(StatusChange.to(RunState.UNASSIGNED, version));
        } finally {
            ended.countDown();
        }
    }

    private void failed(Throwable error) {
        StatusChange last = StatusChange.failed(error, version);
        LOG.error(
                "Task failed; it has to be restarted task={} error={}",
                id,
                last.trace().orElseThrow());
        reports.report(last);
    }

    private void runToEnd() throws Exception {
        TaskPlanner.Resolved resolved = planner.resolve();
        if (resolved.restartsOnChange()) {
            watchSecrets(resolved);
        }
        TaskPlan plan = planner.plan(id, resolved.connector().values());
        Thread.currentThread().setContextClassLoader(plan.loader());
        version = plan.version();
        TaskAssembly assembly = assembler.assemble(new TaskAssembly.Request(id, plan, control, this, measures), random);
        try (TaskPipeline running = assembly.pipeline()) {
            pipeline = running;
            if (control.paused() && !control.stopping()) {
                paused();
            }
            if (!control.awaitResume()) {
                return;
            }
            Optional<ScheduledFuture<?>> commits = assembly.commits().map(each -> committer.schedule(id, each));
            try {
                running.run();
            } finally {
                commits.ifPresent(each -> each.cancel(false));
            }
        }
    }

    /** Also a task that fails because of a secret is to come back when it changes. */
    private synchronized void watchSecrets(TaskPlanner.Resolved resolved) {
        if (!forgotten) {
            watch = secrets.watch(
                    "task " + id,
                    resolved.reading(),
                    () -> planner.resolve().reading(),
                    () -> listener.onSecretsChanged(id));
        }
    }

    @Override
    public void running() {
        reports.report(StatusChange.to(RunState.RUNNING, version));
    }

    @Override
    public void paused() {
        reports.report(StatusChange.to(RunState.PAUSED, version));
    }

    @Override
    public void topicUsed(String topic) {
        listener.onTopicUsed(id, topic);
    }

    void target(TargetState target) {
        control.target(target);
    }

    void stop() {
        control.stop();
    }

    boolean awaitEnd(long timeoutMs) throws InterruptedException {
        return ended.await(timeoutMs, TimeUnit.MILLISECONDS);
    }

    TaskProgress progress() {
        return new TaskProgress(measures.lastPollMs(), measures.lastPutMs(), measures.lastCommitMs());
    }

    /** The task was stopped or given up; its metrics go, before those of a successor come. */
    synchronized void forget() {
        forgotten = true;
        measures.close();
        ledger.close(measures.totals());
        if (watch != null) {
            watch.close();
        }
    }

    /** Gives the task up; it says nothing more. */
    void cancel() {
        LOG.error("Task did not stop in time and is abandoned task={}", id);
        reports.mute();
        control.cancel();
        TaskPipeline running = pipeline;
        if (running != null) {
            running.cancel();
        }
    }
}
