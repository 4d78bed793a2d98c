package dev.sluice.model;

import javax.crypto.SecretKey;

/**
 * The key with which workers sign their requests to each other (KIP-507).
 *
 * @param key                 the key; never logged
 * @param creationTimestampMs when the leader made it, in ms since the epoch
 */
public record SessionKey(SecretKey key, long creationTimestampMs) {

    @Override
    public String toString() {
        return "SessionKey[algorithm=" + key.getAlgorithm() + ", creationTimestampMs=" + creationTimestampMs + "]";
    }
}
