package dev.sluice.service;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * The signature of a request from another worker (KIP-507).
 *
 * @param body      the raw request body, zero bytes if there was none
 * @param algorithm header {@code X-Connect-Request-Signature-Algorithm}
 * @param mac       header {@code X-Connect-Authorization}, Base64
 * @param ticket    makes it good for one request; empty if Apache's worker sent it, which has no such thing
 */
public record Signature(ByteBuffer body, Optional<String> algorithm, Optional<String> mac, Optional<Ticket> ticket) {
    /** A signature as Apache's workers make it. */
    public Signature(ByteBuffer body, Optional<String> algorithm, Optional<String> mac) {
        this(body, algorithm, mac, Optional.empty());
    }
}
