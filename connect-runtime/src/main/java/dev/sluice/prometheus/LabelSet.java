package dev.sluice.prometheus;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** The labels of a series, by name, as they are written. Made once for all series of one thing. */
final class LabelSet {
    static final LabelSet NONE = of(Map.of());

    private final String[] names;
    private final byte[][] pairs;

    private LabelSet(String[] names, byte[][] pairs) {
        this.names = names;
        this.pairs = pairs;
    }

    static LabelSet of(Map<String, String> labels) {
        Map<String, String> sorted = new TreeMap<>(labels);
        String[] names = sorted.keySet().toArray(String[]::new);
        byte[][] pairs = new byte[names.length][];
        for (int i = 0; i < names.length; i++) {
            pairs[i] = pair(names[i], sorted.get(names[i]));
        }
        return new LabelSet(names, pairs);
    }

    /** A label as it is written. */
    static byte[] pair(String name, String value) {
        StringBuilder text = new StringBuilder(name.length() + value.length() + 3);
        text.append(name).append("=\"");
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '\\' -> text.append("\\\\");
                case '"' -> text.append("\\\"");
                case '\n' -> text.append("\\n");
                default -> text.append(c);
            }
        }
        return text.append('"').toString().getBytes(StandardCharsets.UTF_8);
    }

    /** These, and another one in its place. */
    LabelSet with(String name, String value) {
        return with(name, pair(name, value));
    }

    private LabelSet with(String name, byte[] pair) {
        int at = placeOf(name);
        String[] allNames = new String[names.length + 1];
        byte[][] allPairs = new byte[names.length + 1][];
        for (int i = 0; i < allNames.length; i++) {
            allNames[i] = i == at ? name : names[i < at ? i : i - 1];
            allPairs[i] = i == at ? pair : pairs[i < at ? i : i - 1];
        }
        return new LabelSet(allNames, allPairs);
    }

    private int placeOf(String name) {
        int at = 0;
        while (at < names.length && names[at].compareTo(name) < 0) {
            at++;
        }
        return at;
    }

    void writeTo(PageWriter page) {
        write(page, names.length, null);
    }

    /**
     * As if another one were in its place.
     *
     * @param pair as {@link #pair} makes it
     */
    void writeTo(PageWriter page, String name, byte[] pair) {
        write(page, placeOf(name), pair);
    }

    private void write(PageWriter page, int at, byte[] pair) {
        char before = '{';
        for (int i = 0; i <= pairs.length; i++) {
            if (i == at && pair != null) {
                page.put(before);
                page.put(pair);
                before = ',';
            }
            if (i < pairs.length) {
                page.put(before);
                page.put(pairs[i]);
                before = ',';
            }
        }
        if (before == ',') {
            page.put('}');
        }
    }
}
