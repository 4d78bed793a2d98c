package dev.sluice.pipeline.control;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Keeps what a task says. */
public final class RecordedEvents implements TaskEvents {
    public final List<String> all = new CopyOnWriteArrayList<>();
    private final BlockingQueue<String> unseen = new LinkedBlockingQueue<>();

    private void add(String event) {
        all.add(event);
        unseen.add(event);
    }

    @Override
    public void running() {
        add("running");
    }

    @Override
    public void paused() {
        add("paused");
    }

    @Override
    public void topicUsed(String topic) {
        add("topic " + topic);
    }

    /** The next event that was not looked at; waits for it. */
    public String next() throws InterruptedException {
        String event = unseen.poll(20, TimeUnit.SECONDS);
        if (event == null) {
            throw new AssertionError("No further event came after " + all);
        }
        return event;
    }
}
