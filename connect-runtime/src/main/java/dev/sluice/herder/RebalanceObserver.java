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

    /** The group has given this worker an assignment. */
    void assigned(GroupAssignment assignment);

    /** What the assignment brings is being started. */
    void resolved();
}
