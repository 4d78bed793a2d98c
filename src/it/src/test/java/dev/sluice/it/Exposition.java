package dev.sluice.it;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A page in Prometheus' text format or in OpenMetrics, read more strictly than any scraper does: whatever the formats do
 * not allow is an {@link AssertionError}.
 *
 * @param types  by family
 * @param help   by family
 * @param series value by name and labels, as they are written
 */
public record Exposition(Map<String, String> types, Map<String, String> help, Map<String, Double> series) {
    private static final Pattern META = Pattern.compile("# (HELP|TYPE|UNIT) ([a-zA-Z_:][a-zA-Z0-9_:]*) (.+)");
    private static final String LABEL = "[a-zA-Z_][a-zA-Z0-9_]*=\"(?:[^\"\\\\\n]|\\\\[\\\\\"n])*\"";
    private static final Pattern SAMPLE = Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(\\{" + LABEL + "(?:," + LABEL
            + ")*})? ([-+]?(?:[0-9.]+(?:[eE][-+]?[0-9]+)?|Inf|NaN))");
    private static final Set<String> TYPES =
            Set.of("counter", "gauge", "summary", "histogram", "info", "stateset", "unknown", "untyped");

    /** Reads a page of the text format 0.0.4. */
    public static Exposition text(String page) {
        return new Reader(false).read(page);
    }

    /** Reads a page of OpenMetrics 1.0. */
    public static Exposition openMetrics(String page) {
        String end = "# EOF\n";
        check(page.endsWith(end), "an OpenMetrics page ends with # EOF");
        return new Reader(true).read(page.substring(0, page.length() - end.length()));
    }

    private static void check(boolean is, String rule) {
        if (!is) {
            throw new AssertionError(rule);
        }
    }

    /** A series' value; null if there is none. */
    public Double value(String nameAndLabels) {
        return series.get(nameAndLabels);
    }

    private static final class Reader {
        private final boolean openMetrics;
        private final Map<String, String> types = new TreeMap<>();
        private final Map<String, String> help = new TreeMap<>();
        private final Map<String, Double> series = new LinkedHashMap<>();
        private final Set<String> finished = new HashSet<>();
        private String family = "";

        Reader(boolean openMetrics) {
            this.openMetrics = openMetrics;
        }

        Exposition read(String page) {
            check(page.endsWith("\n"), "a page ends with a new line");
            for (String line : page.substring(0, page.length() - 1).split("\n", -1)) {
                Matcher meta = META.matcher(line);
                if (meta.matches()) {
                    meta(meta.group(1), meta.group(2), meta.group(3), line);
                } else {
                    sample(line);
                }
            }
            types.keySet().forEach(name -> check(help.containsKey(name), "no HELP of " + name));
            return new Exposition(types, help, series);
        }

        private void meta(String kind, String name, String text, String line) {
            if (!name.equals(family)) {
                finished.add(family);
                check(!finished.contains(name), "a family stands in one place: " + line);
                family = name;
            }
            switch (kind) {
                case "HELP" -> check(help.put(name, text) == null, "HELP twice: " + line);
                case "TYPE" -> {
                    check(TYPES.contains(text), "no such type: " + line);
                    check(types.put(name, text) == null, "TYPE twice: " + line);
                }
                default -> check(openMetrics && name.endsWith("_" + text), "a name ends with its unit: " + line);
            }
        }

        private void sample(String line) {
            Matcher sample = SAMPLE.matcher(line);
            check(sample.matches(), "no sample: " + line);
            String name = sample.group(1);
            String type = types.get(family);
            check(type != null, "no TYPE before " + line);
            check(name.equals(family + suffix(name, type)), "no sample of " + family + ", a " + type + ": " + line);
            String key = name + (sample.group(2) == null ? "" : sample.group(2));
            double value = number(sample.group(3));
            check(series.put(key, value) == null, "twice: " + line);
            if (type.equals("counter")) {
                check(value >= 0, "a counter is not negative: " + line);
            }
        }

        private String suffix(String name, String type) {
            return switch (type) {
                case "counter" -> {
                    check(name.endsWith("_total"), "a counter ends with _total: " + name);
                    yield openMetrics ? "_total" : "";
                }
                case "info" -> openMetrics ? "_info" : "";
                case "summary" -> name.endsWith("_sum") ? "_sum" : name.endsWith("_count") ? "_count" : "";
                default -> "";
            };
        }

        private static double number(String text) {
            return switch (text) {
                case "+Inf", "Inf" -> Double.POSITIVE_INFINITY;
                case "-Inf" -> Double.NEGATIVE_INFINITY;
                default -> Double.parseDouble(text);
            };
        }
    }
}
