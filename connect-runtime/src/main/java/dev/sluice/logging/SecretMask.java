package dev.sluice.logging;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Knows the secrets that were seen in configs, and takes them out of texts: log lines, stack traces. Values of fewer than
 * four characters, and the words of switches, are no secrets, since whole texts would be lost with them.
 *
 * <p>Keeps the 10,000 that were seen last. Safe for use by many threads.
 */
public final class SecretMask {
    /** What stands in a secret's place. */
    public static final String HIDDEN = "[hidden]";

    private static final int SHORTEST = 4;
    private static final int MOST = 10_000;
    private static final Set<String> NO_SECRETS = Set.of("true", "false", "none", "null");

    private final Map<String, Boolean> known = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > MOST;
        }
    };
    private volatile List<String> longestFirst = List.of();

    /** Values that must not be shown from now on. */
    public void hide(Collection<String> secrets) {
        synchronized (known) {
            boolean more = false;
            for (String secret : secrets) {
                if (secret != null && secret.strip().length() >= SHORTEST && !NO_SECRETS.contains(secret)) {
                    more |= known.put(secret, true) == null;
                }
            }
            if (more) {
                List<String> sorted = new ArrayList<>(known.keySet());
                // A secret may be part of another.
                sorted.sort(Comparator.comparingInt(String::length).reversed());
                longestFirst = List.copyOf(sorted);
            }
        }
    }

    /** The text without secrets: the same object if there are none in it. */
    public String mask(String text) {
        String masked = text;
        for (String secret : longestFirst) {
            if (masked.contains(secret)) {
                masked = masked.replace(secret, HIDDEN);
            }
        }
        return masked;
    }
}
