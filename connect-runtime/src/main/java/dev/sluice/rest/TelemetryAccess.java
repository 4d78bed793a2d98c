package dev.sluice.rest;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.apache.kafka.common.config.ConfigException;

/** Who may read the Metrics API: whoever knows one of the configured keys and its secret, or everybody if there are none. */
final class TelemetryAccess {
    private static final String SCHEME = "basic ";

    private final List<byte[]> digests = new ArrayList<>();

    /**
     * @param credentials {@code key:secret}, several with commas between; empty for everybody
     * @throws ConfigException if they are not of that form; says nothing of them
     */
    TelemetryAccess(String credentials) {
        if (credentials.isEmpty()) {
            return;
        }
        for (String pair : credentials.split(",", -1)) {
            String stripped = pair.strip();
            if (stripped.indexOf(':') < 1 || stripped.endsWith(":")) {
                throw new ConfigException("metrics.api.credentials must be key:secret, or several of those with commas"
                        + " between; the value is not shown");
            }
            digests.add(digest(stripped.getBytes(StandardCharsets.UTF_8)));
        }
    }

    /**
     * @param authorization the header of that name; null if there is none
     */
    boolean allows(String authorization) {
        if (digests.isEmpty()) {
            return true;
        }
        if (authorization == null || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return false;
        }
        byte[] given;
        try {
            given = digest(Base64.getDecoder()
                    .decode(authorization.substring(SCHEME.length()).strip()));
        } catch (IllegalArgumentException e) {
            return false;
        }
        // All are compared, and each in full, so that the time it takes tells nothing.
        boolean allowed = false;
        for (byte[] known : digests) {
            allowed |= MessageDigest.isEqual(known, given);
        }
        return allowed;
    }

    private static byte[] digest(byte[] text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JVM has SHA-256", e);
        }
    }
}
