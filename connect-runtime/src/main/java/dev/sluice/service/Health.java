package dev.sluice.service;

/** How the worker is, as KIP-1017 names it. */
public enum Health {
    /** Its event loop answers, and it has read its topics and joined its group. */
    HEALTHY,
    /** It is still reading its topics or joining its group. */
    STARTING,
    /** It was up and does not answer now. */
    UNHEALTHY
}
