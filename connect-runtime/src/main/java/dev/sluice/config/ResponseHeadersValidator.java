package dev.sluice.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/** Rules of {@code response.http.headers.config}: {@code action name: value}, comma-separated, quotes protect commas. */
final class ResponseHeadersValidator implements ConfigDef.Validator {
    private static final Set<String> ACTIONS = Set.of("set", "add", "setdate", "adddate");

    @Override
    public void ensureValid(String key, Object value) {
        if (!(value instanceof String text) || text.isBlank()) {
            return;
        }
        for (String rule : rules(text)) {
            String trimmed = rule.trim();
            int blank = indexOfBlank(trimmed);
            if (blank < 0 || !ACTIONS.contains(trimmed.substring(0, blank).toLowerCase(Locale.ROOT))) {
                throw new ConfigException(
                        key,
                        value,
                        "Rule '" + trimmed + "' has to start with set, add, setDate or addDate and a space");
            }
            String header = trimmed.substring(blank).trim();
            int colon = header.indexOf(':');
            if (colon < 1
                    || header.indexOf(':', colon + 1) >= 0
                    || indexOfBlank(header.substring(0, colon).trim()) >= 0) {
                throw new ConfigException(
                        key, value, "Rule '" + trimmed + "' has to hold one 'name: value', the name without spaces");
            }
        }
    }

    private static int indexOfBlank(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isWhitespace(text.charAt(i))) {
                return i;
            }
        }
        return -1;
    }

    /** Splits at commas outside double quotes and removes the quotes. */
    private static List<String> rules(String text) {
        List<String> rules = new ArrayList<>();
        StringBuilder rule = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                rules.add(rule.toString());
                rule.setLength(0);
            } else {
                rule.append(c);
            }
        }
        rules.add(rule.toString());
        return rules;
    }

    @Override
    public String toString() {
        return "comma-separated rules 'action name: value'; action one of set, add, setDate, addDate";
    }
}
