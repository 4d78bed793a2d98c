package dev.sluice.rest;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigException;

/**
 * One element of {@code listeners} or {@code admin.listeners}.
 *
 * @param scheme {@code http} or {@code https}
 * @param host   empty for all addresses
 * @param port   0 or less for any free port
 */
record Listener(String scheme, String host, int port) {
    private static final Pattern SHAPE =
            Pattern.compile("(?<scheme>[a-zA-Z]+)://\\[?(?<host>[0-9a-zA-Z\\-%._:]*)]?:(?<port>-?[0-9]+)/?");

    /**
     * @param key the configuration key, for the error
     * @throws ConfigException if the text is no {@code http://host:port} or {@code https://host:port}
     */
    static Listener parse(String key, String text) {
        Matcher matcher = SHAPE.matcher(text.trim());
        if (!matcher.matches()) {
            throw new ConfigException(
                    key, text, "A listener is scheme://host:port, such as http://:8083 for all addresses");
        }
        String scheme = matcher.group("scheme").toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw new ConfigException(key, text, "The scheme of a listener is http or https");
        }
        return new Listener(scheme, matcher.group("host"), port(key, text, matcher.group("port")));
    }

    private static int port(String key, String text, String digits) {
        try {
            int port = Integer.parseInt(digits);
            if (port <= 0xFFFF) {
                return Math.max(port, 0);
            }
        } catch (NumberFormatException tooLong) {
            // Answered below.
        }
        throw new ConfigException(key, text, "The port of a listener is at most 65535; 0 takes any free port");
    }

    boolean secure() {
        return scheme.equals("https");
    }
}
