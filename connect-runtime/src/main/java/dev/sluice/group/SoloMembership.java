package dev.sluice.group;

import dev.sluice.model.ConfigSnapshot;
import dev.sluice.model.TaskId;
import dev.sluice.model.WorkShare;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;

/**
 * The membership of a standalone worker: it leads, nobody else is there, and everything that is configured is its own.
 * There is one generation, 0, that never ends.
 *
 * <p>Assignments are made on one thread, one after another, and never wait for anything to stop: nobody else takes over.
 */
public final class SoloMembership implements Membership, AutoCloseable {
    private static final int GENERATION = 0;
    private static final String MEMBER = "standalone";

    private final String url;
    private final Supplier<ConfigSnapshot> configView;
    private final MembershipListener listener;
    private final ExecutorService thread;
    private WorkShare held = WorkShare.EMPTY;

    /**
     * @param url        what this worker advertises
     * @param configView gives what is configured, without blocking
     * @param listener   is told of assignments
     * @param thread     one thread, closed with this
     */
    public SoloMembership(
            String url, Supplier<ConfigSnapshot> configView, MembershipListener listener, ExecutorService thread) {
        this.url = url;
        this.configView = configView;
        this.listener = listener;
        this.thread = thread;
    }

    /** Makes the first assignment. */
    public void start() {
        run(this::assign);
    }

    @Override
    public void requestRejoin(String reason) {
        run(this::assign);
    }

    @Override
    public void leaveGroup(String reason, boolean emptyHanded) {
        if (emptyHanded) {
            run(() -> {
                listener.onRevoked(held, true);
                held = WorkShare.EMPTY;
            });
        }
    }

    private void run(Runnable step) {
        try {
            thread.execute(step);
        } catch (RejectedExecutionException stopping) {
            // Whoever asks is about to stop as well.
        }
    }

    private void assign() {
        ConfigSnapshot config = configView.get();
        WorkShare all = config.configured();
        WorkShare fresh = all.minus(held);
        // What is not configured any more, the listener has stopped when it heard of it.
        WorkShare gone = held.minus(all);
        held = all;
        Assignment assignment = new Assignment(Assignment.NO_ERROR, MEMBER, url, config.offset(), fresh, gone, 0);
        listener.onJoined(new GroupAssignment(GENERATION, MEMBER, protocol(), assignment, all));
    }

    @Override
    public boolean isSolitary() {
        return true;
    }

    @Override
    public boolean leads() {
        return true;
    }

    @Override
    public GroupProtocol protocol() {
        return GroupProtocol.COMPATIBLE;
    }

    @Override
    public Optional<String> ownerUrl(String connector) {
        return Optional.of(url);
    }

    @Override
    public Optional<String> ownerUrl(TaskId task) {
        return Optional.of(url);
    }

    @Override
    public boolean rebalancing() {
        return false;
    }

    @Override
    public Optional<String> leaderUrl() {
        return Optional.of(url);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
