package dev.sluice.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the values of a config that are secret: what config providers gave, values of keys that are named like secrets,
 * and passwords inside JAAS configurations.
 */
final class SecretValues {
    private static final Pattern NAMED_SECRET = Pattern.compile(
            ".*(password|passwd|pwd|secret|token|credential|api[._-]?key|access[._-]?key|private[._-]?key|keystore\\.key|passphrase).*");
    /** Keys that are named like secrets and are none: they say where one is, or how one is got. */
    private static final Pattern NO_SECRET = Pattern.compile(
            ".*(\\.(class|url|uri|path|location|file|type|mode|ms|seconds|enabled?|name|id|field|fields|topic|provider)|tokens?\\.max.*)$");

    private static final Pattern JAAS_PASSWORD =
            Pattern.compile("(?i)(?:password|secret|token)\\w*\\s*=\\s*(?:\"([^\"]*)\"|'([^']*)'|([^\\s;\"']+))");

    private SecretValues() {}

    /**
     * @param raw      with variables
     * @param resolved without
     */
    static List<String> among(Map<String, String> raw, Map<String, String> resolved) {
        List<String> secrets = new ArrayList<>();
        resolved.forEach((key, value) -> {
            if (value == null) {
                return;
            }
            String name = key.toLowerCase(Locale.ROOT);
            boolean provided = !Objects.equals(value, raw.get(key));
            if (name.endsWith("sasl.jaas.config")) {
                passwordsOf(value, secrets);
            } else if (provided
                    || (NAMED_SECRET.matcher(name).matches()
                            && !NO_SECRET.matcher(name).matches())) {
                secrets.add(value);
            }
        });
        return secrets;
    }

    private static void passwordsOf(String jaas, List<String> secrets) {
        Matcher password = JAAS_PASSWORD.matcher(jaas);
        while (password.find()) {
            for (int group = 1; group <= password.groupCount(); group++) {
                if (password.group(group) != null) {
                    secrets.add(password.group(group));
                }
            }
        }
    }
}
