package dev.sluice.prometheus;

import dev.sluice.prometheus.MetricsPage.Format;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes families of metrics in one of the formats. A page of a thousand tasks has some 35,000 lines, and the first ones are
 * written before the JVM has compiled anything; so a line is put together from bytes that are there already, and nothing
 * is made, sorted or looked up for it.
 */
final class PageWriter {
    private static final double LARGEST_WHOLE = 1e15;
    private static final int LONGEST_NUMBER = 20;

    private final Format format;
    private final OutputStream out;
    private byte[] buffer = new byte[32 * 1024];
    private int size;
    private byte[] head;
    private byte[] series;
    private byte[] sums;

    /** What a family is. */
    enum Kind {
        COUNTER,
        GAUGE,
        SUMMARY,
        INFO
    }

    PageWriter(Format format, OutputStream out) {
        this.format = format;
        this.out = out;
    }

    /**
     * Begins a family. Nothing is written of it before its first value.
     *
     * @param name without {@code _total} or {@code _info}
     * @param unit with which the name ends; empty for none
     */
    void family(Kind kind, String name, String unit, String help) {
        String suffix = suffix(kind);
        String told = format == Format.TEXT && kind != Kind.SUMMARY ? name + suffix : name;
        String type = "# TYPE " + told + ' ' + type(kind) + '\n';
        String meaning = "# HELP " + told + ' ' + help.replace("\\", "\\\\").replace("\n", "\\n") + '\n';
        String text =
                switch (format) {
                    case TEXT -> meaning + type;
                    case OPEN_METRICS -> type + (unit.isEmpty() ? "" : "# UNIT " + told + ' ' + unit + '\n') + meaning;
                };
        head = text.getBytes(StandardCharsets.UTF_8);
        series = (name + suffix).getBytes(StandardCharsets.UTF_8);
        sums = (name + "_sum").getBytes(StandardCharsets.UTF_8);
    }

    private static String suffix(Kind kind) {
        return switch (kind) {
            case COUNTER -> "_total";
            case INFO -> "_info";
            case SUMMARY -> "_count";
            case GAUGE -> "";
        };
    }

    private String type(Kind kind) {
        return switch (kind) {
            case COUNTER -> "counter";
            case GAUGE -> "gauge";
            case SUMMARY -> "summary";
            case INFO -> format == Format.TEXT ? "gauge" : "info";
        };
    }

    /** A value of a counter or a gauge. */
    void value(LabelSet labels, double value) {
        begin();
        labels.writeTo(this);
        end(value);
    }

    /** A value of a series with one more label. */
    void value(LabelSet labels, String name, byte[] pair, double value) {
        begin();
        labels.writeTo(this, name, pair);
        end(value);
    }

    /** A value of a summary. */
    void tally(LabelSet labels, long count, double sum) {
        whole(labels, count);
        put(sums);
        labels.writeTo(this);
        end(sum);
    }

    /** That there is something that is described by its labels. */
    void info(LabelSet labels) {
        whole(labels, 1);
    }

    private void whole(LabelSet labels, long value) {
        begin();
        labels.writeTo(this);
        put(' ');
        put(value);
        put('\n');
    }

    private void begin() {
        if (head != null) {
            put(head);
            head = null;
        }
        put(series);
    }

    private void end(double value) {
        put(' ');
        put(value);
        put('\n');
    }

    private void put(double value) {
        long whole = (long) value;
        if ((double) whole == value && Math.abs(value) < LARGEST_WHOLE) {
            put(whole);
            put('.');
            put('0');
        } else if (Double.isInfinite(value)) {
            put((value > 0 ? "+Inf" : "-Inf").getBytes(StandardCharsets.US_ASCII));
        } else {
            put(Double.toString(value).getBytes(StandardCharsets.US_ASCII));
        }
    }

    private void put(long number) {
        room(LONGEST_NUMBER);
        if (number < 0) {
            put(Long.toString(number).getBytes(StandardCharsets.US_ASCII));
            return;
        }
        int digits = 1;
        for (long rest = number / 10; rest > 0; rest /= 10) {
            digits++;
        }
        long rest = number;
        for (int at = size + digits - 1; at >= size; at--) {
            buffer[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        size += digits;
    }

    void put(char ascii) {
        room(1);
        buffer[size++] = (byte) ascii;
    }

    void put(byte[] text) {
        room(text.length);
        System.arraycopy(text, 0, buffer, size, text.length);
        size += text.length;
    }

    private void room(int more) {
        if (size + more <= buffer.length) {
            return;
        }
        flush();
        if (more > buffer.length) {
            buffer = Arrays.copyOf(buffer, more);
        }
    }

    /** Passes on what is still here. */
    void flush() {
        try {
            out.write(buffer, 0, size);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        size = 0;
    }
}
