package dev.sluice.herder;

import dev.sluice.group.GroupAssignment;

/** Hears how rebalances go, from the group's thread and from the herder's loop; returns at once. */
public interface RebalanceObserver {
    /** For whoever does not want to know. */
    RebalanceObserver NONE = new RebalanceObserver() {
        @Override
        public void assigned(GroupAssignment assignment) {}

        @Override
        public void resolved() {}
    };

    /** A rebalance has given this worker an assignment; what a sole worker shares out in between is none. */
    void assigned(GroupAssignment assignment);

    /** What the assignment brings is being started. */
    void resolved();
}
