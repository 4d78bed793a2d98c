package dev.sluice.rest;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Adds the headers of {@code response.http.headers.config} to every answer (KIP-577). */
final class ResponseHeaders extends Handler.Wrapper {
    private final List<Rule> rules;

    ResponseHeaders(List<Rule> rules) {
        this.rules = rules;
    }

    /**
     * One header.
     *
     * @param add   whether a header of that name that is there already stays beside it
     * @param date  whether the value is a number of ms from now, to be sent as a date
     */
    record Rule(boolean add, boolean date, String name, String value) {

        /** Splits a value that the worker's configuration has accepted. */
        static List<Rule> parse(String text) {
            List<Rule> rules = new ArrayList<>();
            StringBuilder rule = new StringBuilder();
            boolean quoted = false;
            for (char c : (text + ",").toCharArray()) {
                if (c == '"') {
                    quoted = !quoted;
                } else if (c == ',' && !quoted) {
                    if (!rule.toString().isBlank()) {
                        rules.add(parseOne(rule.toString().trim()));
                    }
                    rule.setLength(0);
                } else {
                    rule.append(c);
                }
            }
            return rules;
        }

        private static Rule parseOne(String rule) {
            String[] words = rule.split("\\s+", 2);
            String action = words[0].toLowerCase(Locale.ROOT);
            int colon = words[1].indexOf(':');
            return new Rule(
                    action.startsWith("add"),
                    action.endsWith("date"),
                    words[1].substring(0, colon).trim(),
                    words[1].substring(colon + 1).trim());
        }

        private void apply(HttpFields.Mutable headers) {
            if (date) {
                long at = System.currentTimeMillis() + Long.parseLong(value);
                HttpField field = new HttpField(name, org.eclipse.jetty.http.DateGenerator.formatDate(at));
                if (add) {
                    headers.add(field);
                } else {
                    headers.put(field);
                }
            } else if (add) {
                headers.add(name, value);
            } else {
                headers.put(name, value);
            }
        }
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        rules.forEach(rule -> rule.apply(response.getHeaders()));
        return super.handle(request, response, callback);
    }
}
