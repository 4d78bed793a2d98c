package dev.sluice.herder;

/**
 * The settings that decisions depend on.
 *
 * @param workerSyncBackoffMs      eager groups: how long a worker that could not catch up waits
 * @param scheduledRebalanceMaxDelayMs cooperative groups: the time over which it tries again before it gives its work up
 * @param requestWaitMs            how long a request may wait for the first assignment
 * @param sessionKeyTtlMs          age at which the session key is replaced; 0 for never
 * @param sessionKeyAlgorithm      the algorithm that the session key has to be of
 * @param transactionalLeader      whether the leader claims the config topic before it writes
 */
public record HerderRules(
        long workerSyncBackoffMs,
        long scheduledRebalanceMaxDelayMs,
        long requestWaitMs,
        long sessionKeyTtlMs,
        String sessionKeyAlgorithm,
        boolean transactionalLeader) {}
