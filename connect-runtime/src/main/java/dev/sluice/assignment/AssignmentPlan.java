package dev.sluice.assignment;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The outcome of one round of assignment.
 *
 * @param members by member id; names every member of the view
 * @param delayMs when the members are to join again, in milliseconds from now; 0 if they need not
 * @param next    the memory to pass to the next round
 */
public record AssignmentPlan(SortedMap<String, MemberPlan> members, int delayMs, AssignmentMemory next) {
    public AssignmentPlan {
        members = Collections.unmodifiableSortedMap(new TreeMap<>(members));
    }
}
