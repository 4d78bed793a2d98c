package dev.sluice.config;

/**
 * What a connector's tasks do with records that fail (KIP-298).
 *
 * @param retryTimeoutMs  how long a failed operation is tried again; 0 not at all, -1 for ever
 * @param retryDelayMaxMs the longest pause between two attempts
 * @param tolerateAll     whether failed records are skipped; if not, the first ends the task
 * @param log             whether each failure is logged
 * @param logRecords      whether that log line says which record failed
 */
public record ErrorSettings(
        long retryTimeoutMs, long retryDelayMaxMs, boolean tolerateAll, boolean log, boolean logRecords) {}
