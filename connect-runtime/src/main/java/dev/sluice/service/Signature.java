package dev.sluice.service;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * The signature of a request from another worker (KIP-507).
 *
 * @param body      the raw request body, zero bytes if there was none
 * @param algorithm header {@code X-Connect-Request-Signature-Algorithm}
 * @param mac       header {@code X-Connect-Authorization}, Base64
 */
public record Signature(ByteBuffer body, Optional<String> algorithm, Optional<String> mac) {}
