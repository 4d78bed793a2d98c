package dev.sluice.rest;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigException;

/**
 * Who may read the Metrics API: whoever knows one of the configured keys and its secret, or one of the tokens; everybody
 * if there are neither.
 */
final class TelemetryAccess {
    private static final String BASIC = "basic ";
    private static final String BEARER = "bearer ";

    private final List<byte[]> pairs = new ArrayList<>();
    private final List<byte[]> tokens = new ArrayList<>();

    /**
     * @param credentials {@code key:secret}, several with commas between; empty for none
     * @param bearers     tokens, several with commas between; empty for none
     * @throws ConfigException if they are not of that form; says nothing of them
     */
    TelemetryAccess(String credentials, String bearers) {
        for (String pair : split(credentials)) {
            if (pair.indexOf(':') < 1 || pair.endsWith(":")) {
                throw new ConfigException("metrics.api.credentials must be key:secret, or several of those with commas"
                        + " between; the value is not shown");
            }
            pairs.add(digest(pair.getBytes(StandardCharsets.UTF_8)));
        }
        for (String token : split(bearers)) {
            if (!token.matches("[!-~]+")) {
                throw new ConfigException("metrics.api.tokens must be one or several tokens of visible ASCII characters"
                        + " with commas between; the value is not shown");
            }
            tokens.add(digest(token.getBytes(StandardCharsets.UTF_8)));
        }
    }

    private static List<String> split(String list) {
        return list.isEmpty()
                ? List.of()
                : Stream.of(list.split(",", -1)).map(String::strip).toList();
    }

    /** How one may say who one is. */
    List<String> schemes() {
        List<String> schemes = new ArrayList<>();
        if (!pairs.isEmpty()) {
            schemes.add("Basic");
        }
        if (!tokens.isEmpty()) {
            schemes.add("Bearer");
        }
        return schemes;
    }

    /**
     * @param authorization the header of that name; null if there is none
     */
    boolean allows(String authorization) {
        if (pairs.isEmpty() && tokens.isEmpty()) {
            return true;
        }
        if (isOf(BEARER, authorization)) {
            String token = authorization.substring(BEARER.length()).strip();
            return isOneOf(tokens, token.getBytes(StandardCharsets.UTF_8));
        }
        if (!isOf(BASIC, authorization)) {
            return false;
        }
        try {
            String pair = authorization.substring(BASIC.length()).strip();
            return isOneOf(pairs, Base64.getDecoder().decode(pair));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean isOf(String scheme, String authorization) {
        return authorization != null && authorization.regionMatches(true, 0, scheme, 0, scheme.length());
    }

    private static boolean isOneOf(List<byte[]> digests, byte[] text) {
        byte[] given = digest(text);
        // All are compared, and each in full, so that the time it takes tells nothing.
        boolean found = false;
        for (byte[] known : digests) {
            found |= MessageDigest.isEqual(known, given);
        }
        return found;
    }

    private static byte[] digest(byte[] text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JVM has SHA-256", e);
        }
    }
}
