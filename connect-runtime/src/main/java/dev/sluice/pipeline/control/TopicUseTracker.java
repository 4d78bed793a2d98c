package dev.sluice.pipeline.control;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tells which topics a task uses, once each until it is asked to tell anew (KIP-558). Cheap enough for every record.
 */
public final class TopicUseTracker {
    private final TaskEvents events;
    private final boolean enabled;
    private final Set<String> told = ConcurrentHashMap.newKeySet();
    private volatile String last;

    /**
     * @param enabled {@code topic.tracking.enable}
     */
    public TopicUseTracker(TaskEvents events, boolean enabled) {
        this.events = events;
        this.enabled = enabled;
    }

    /** Notes that a record came from or went to a topic. */
    public void used(String topic) {
        // Runs of records share the topic's very String, so most records end here; equal text is caught below.
        if (enabled && !isLast(topic)) {
            last = topic;
            if (told.add(topic)) {
                events.topicUsed(topic);
            }
        }
    }

    @SuppressWarnings("ReferenceEquality") // identity is the fast path; equality is what the set looks at
    private boolean isLast(String topic) {
        return topic == last;
    }

    /** Tells each topic once more when it is next used: somebody may have reset what is known of the connector. */
    public void tellAnew() {
        told.clear();
        last = null;
    }
}
