package dev.sluice.service;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/**
 * Makes and checks the signatures of requests between workers (KIP-507): a MAC over the raw body with the session key.
 * Between workers of ours it covers a {@link Ticket} as well, so that a request cannot be sent a second time.
 */
public final class RequestSignature {
    /** Carries the MAC, Base64 with padding. */
    public static final String MAC_HEADER = "X-Connect-Authorization";

    /** Carries the name of the MAC's algorithm. */
    public static final String ALGORITHM_HEADER = "X-Connect-Request-Signature-Algorithm";

    /** Names the start of the worker that is asked: in requests with a ticket, and in answers to whoever sends it. */
    public static final String INCARNATION_HEADER = "X-Sluice-Incarnation";

    /** Carries the number of a ticket, any text that no other request to that worker has. */
    public static final String TICKET_HEADER = "X-Sluice-Ticket";

    private RequestSignature() {}

    /**
     * Signs a body.
     *
     * @param body the raw bytes; empty for a request without a body
     * @throws ServiceException if this JVM lacks the algorithm or the algorithm refuses the key
     */
    public static Signature sign(byte[] body, SecretKey key, String algorithm) {
        return sign(List.of(), body, key, algorithm);
    }

    /**
     * Signs a body and a ticket.
     *
     * @param covered see {@link Ticket#covered}; empty for a signature that Apache's workers understand
     * @param body    the raw bytes; empty for a request without a body
     * @throws ServiceException if this JVM lacks the algorithm or the algorithm refuses the key
     */
    public static Signature sign(List<String> covered, byte[] body, SecretKey key, String algorithm) {
        try {
            byte[] mac = mac(covered, ByteBuffer.wrap(body), key, algorithm);
            return new Signature(
                    ByteBuffer.wrap(body),
                    Optional.of(algorithm),
                    Optional.of(Base64.getEncoder().encodeToString(mac)));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new ServiceException("Cannot sign a request with algorithm " + algorithm + ": " + e.getMessage(), e);
        }
    }

    /**
     * What is checked of every signature, also where none is required: that it can be read.
     *
     * @throws ServiceException.BadRequest if the algorithm is not known to this JVM or the MAC is not Base64
     */
    public static void checkReadable(Signature signature) {
        if (signature.algorithm().isEmpty() || signature.mac().isEmpty()) {
            return;
        }
        try {
            Mac.getInstance(signature.algorithm().get());
            Base64.getDecoder().decode(signature.mac().get());
        } catch (NoSuchAlgorithmException e) {
            throw new ServiceException.BadRequest("Header " + ALGORITHM_HEADER + " names algorithm '"
                    + signature.algorithm().get() + "', which this worker's JVM does not have");
        } catch (IllegalArgumentException e) {
            throw new ServiceException.BadRequest("Header " + MAC_HEADER + " is not Base64: " + e.getMessage());
        }
    }

    /**
     * Checks a signature where the group's protocol requires one.
     *
     * @param allowed the algorithms of {@code inter.worker.verification.algorithms}
     * @param key     the session key; empty while the worker has read none
     * @throws ServiceException.BadRequest  if it is missing, cannot be read, or its algorithm is not allowed
     * @throws ServiceException.Unavailable if there is no key yet
     * @throws ServiceException.Forbidden   if it was made with another key or over something else, or was used before
     */
    public static void verify(Signature signature, List<String> allowed, Optional<SecretKey> key) {
        checkReadable(signature);
        if (signature.algorithm().isEmpty() || signature.mac().isEmpty()) {
            throw new ServiceException.BadRequest(
                    "A request between workers needs a signature: headers " + MAC_HEADER + " and " + ALGORITHM_HEADER);
        }
        String algorithm = signature.algorithm().get();
        if (!allowed.contains(algorithm)) {
            throw new ServiceException.BadRequest("The request is signed with algorithm '" + algorithm
                    + "'; inter.worker.verification.algorithms of this worker allows " + allowed);
        }
        if (key.isEmpty()) {
            throw new ServiceException.Unavailable("This worker has not read a session key yet, try again later");
        }
        try {
            List<String> covered = signature.ticket().map(Ticket::covered).orElse(List.of());
            byte[] expected = mac(covered, signature.body(), key.get(), algorithm);
            if (!MessageDigest.isEqual(
                    expected, Base64.getDecoder().decode(signature.mac().get()))) {
                throw new ServiceException.Forbidden("The signature of the request is not valid");
            }
            if (!signature
                    .ticket()
                    .map(ticket -> ticket.redeem().getAsBoolean())
                    .orElse(true)) {
                throw new ServiceException.Forbidden(
                        "The signature of the request was used before, or made for an earlier start of this worker");
            }
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new ServiceException.BadRequest(
                    "The signature cannot be checked with algorithm '" + algorithm + "': " + e.getMessage());
        }
    }

    private static byte[] mac(List<String> covered, ByteBuffer body, SecretKey key, String algorithm)
            throws NoSuchAlgorithmException, InvalidKeyException {
        Mac mac = Mac.getInstance(algorithm);
        mac.init(key);
        for (String part : covered) {
            byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
            // With its length in front no text can be taken for two, or for the start of the body.
            mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
            mac.update(bytes);
        }
        mac.update(body.duplicate());
        return mac.doFinal();
    }
}
