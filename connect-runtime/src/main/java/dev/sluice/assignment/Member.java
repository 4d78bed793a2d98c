package dev.sluice.assignment;

import dev.sluice.model.WorkShare;

/**
 * One member of the group, as the assignor sees it.
 *
 * @param url     the REST URL that the worker advertises; it outlives a restart, which the member id does not
 * @param running what the worker reports to hold
 */
public record Member(String url, WorkShare running) {}
