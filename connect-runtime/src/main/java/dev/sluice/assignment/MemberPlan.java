package dev.sluice.assignment;

import dev.sluice.model.WorkShare;

/**
 * What one member is told.
 *
 * @param start  what it is to start in addition to what it runs
 * @param revoke what it is to stop
 * @param share  all that it runs once both are done
 */
public record MemberPlan(WorkShare start, WorkShare revoke, WorkShare share) {}
