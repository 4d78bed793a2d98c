package org.apache.kafka.connect.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * JSON as UTF-8 bytes in a buffer that grows. It writes tokens as Jackson would and keeps no grammar: commas, colons
 * and brackets are up to the caller.
 */
final class JsonOutput {
    static final byte[] NULL = ascii("null");
    private static final byte[] TRUE = ascii("true");
    private static final byte[] FALSE = ascii("false");
    private static final byte[] HEX = ascii("0123456789ABCDEF");
    private static final byte[] BASE64 = ascii("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/");
    private static final byte[] TENS = digits(10);
    private static final byte[] ONES = digits(1);
    /** By character: 0 if it stands for itself, the letter of its short escape, or 'u' if it has none. */
    private static final byte[] ESCAPES = escapes();

    private static final int INITIAL_BYTES = 1024;
    /** A buffer beyond this size is not kept for the next message. */
    private static final int KEPT_BYTES = 1 << 20;

    private static final int MAX_BYTES = 1 << 30;
    private static final int MAX_LONG_DIGITS = 20;
    private static final int MAX_ESCAPE_BYTES = 6;
    private static final int MAX_DEPTH = 200;
    private static final long MAX_HUNDREDTHS = 1_000_000_000;

    private byte[] bytes = new byte[INITIAL_BYTES];
    private int size;
    private int depth;

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] digits(int unit) {
        byte[] digits = new byte[100];
        for (int i = 0; i < digits.length; i++) {
            digits[i] = (byte) ('0' + i / unit % 10);
        }
        return digits;
    }

    private static byte[] escapes() {
        byte[] escapes = new byte[128];
        Arrays.fill(escapes, 0, ' ', (byte) 'u');
        escapes['\b'] = 'b';
        escapes['\t'] = 't';
        escapes['\n'] = 'n';
        escapes['\f'] = 'f';
        escapes['\r'] = 'r';
        escapes['"'] = '"';
        escapes['\\'] = '\\';
        return escapes;
    }

    /** Forgets what was written. */
    void clear() {
        if (bytes.length > KEPT_BYTES) {
            bytes = new byte[INITIAL_BYTES];
        }
        size = 0;
        depth = 0;
    }

    /** What was written, as an array of its own. */
    byte[] toBytes() {
        return Arrays.copyOf(bytes, size);
    }

    /** How much was written, for {@link #cutTo}. */
    int size() {
        return size;
    }

    /** Takes back all that was written after that size. */
    void cutTo(int earlierSize) {
        size = earlierSize;
    }

    /** Opens an object or array; nesting that is deep for a quick path ends it. */
    void open(char bracket) {
        if (++depth > MAX_DEPTH) {
            throw new Unusual();
        }
        put(bracket);
    }

    /** Closes what was opened last. */
    void close(char bracket) {
        depth--;
        put(bracket);
    }

    /** Writes one ASCII character as it is. */
    void put(char ascii) {
        reserve(1);
        bytes[size++] = (byte) ascii;
    }

    /** Writes JSON that is there already. */
    void raw(byte[] json) {
        reserve(json.length);
        System.arraycopy(json, 0, bytes, size, json.length);
        size += json.length;
    }

    void bool(boolean value) {
        raw(value ? TRUE : FALSE);
    }

    void number(long value) {
        reserve(MAX_LONG_DIGITS);
        if (value < 0) {
            if (value == Long.MIN_VALUE) {
                text(Long.toString(value));
                return;
            }
            bytes[size++] = '-';
        }
        long rest = Math.abs(value);
        int end = size + digitsIn(rest);
        int at = end;
        while (rest >= 10) {
            int pair = (int) (rest % 100);
            rest /= 100;
            bytes[--at] = ONES[pair];
            bytes[--at] = TENS[pair];
        }
        if (at > size) {
            bytes[--at] = (byte) ('0' + rest);
        }
        size = end;
    }

    private static int digitsIn(long value) {
        int digits = 1;
        for (long rest = value; rest >= 10; rest /= 10) {
            digits++;
        }
        return digits;
    }

    void number(double value) {
        long hundredths = (long) Math.rint(value * 100);
        // Of nine digits at most, two of them behind the point; zero is left out as it has a sign.
        if (hundredths != 0 && Math.abs(hundredths) < MAX_HUNDREDTHS && hundredths / 100.0 == value) {
            hundredths(hundredths);
        } else {
            number(Double.toString(value), Double.isFinite(value));
        }
    }

    /** As {@link Double#toString(double)} writes them, without the text in between. */
    private void hundredths(long value) {
        if (value < 0) {
            put('-');
        }
        long magnitude = Math.abs(value);
        int fraction = (int) (magnitude % 100);
        number(magnitude / 100);
        reserve(3);
        bytes[size++] = '.';
        bytes[size++] = TENS[fraction];
        if (ONES[fraction] != '0') {
            bytes[size++] = ONES[fraction];
        }
    }

    void number(float value) {
        number(Float.toString(value), Float.isFinite(value));
    }

    private void number(String text, boolean finite) {
        if (finite) {
            text(text);
        } else {
            string(text);
        }
    }

    /** Writes a text of ASCII characters as it is. */
    void text(String ascii) {
        int length = ascii.length();
        reserve(length);
        for (int i = 0; i < length; i++) {
            bytes[size + i] = (byte) ascii.charAt(i);
        }
        size += length;
    }

    /** Writes a JSON string. */
    void string(String text) {
        int length = text.length();
        reserve(length + 2);
        byte[] to = bytes;
        int at = size;
        to[at++] = '"';
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c >= ESCAPES.length || ESCAPES[c] != 0) {
                size = at;
                finishString(text, i);
                return;
            }
            to[at++] = (byte) c;
        }
        to[at++] = '"';
        size = at;
    }

    private void finishString(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            reserve(MAX_ESCAPE_BYTES);
            if (c < ESCAPES.length) {
                asciiInString(c);
            } else if (c < 0x800) {
                bytes[size++] = (byte) (0xC0 | (c >> 6));
                bytes[size++] = (byte) (0x80 | (c & 0x3F));
            } else if (Character.isSurrogate(c)) {
                unicodeEscape(c);
            } else {
                bytes[size++] = (byte) (0xE0 | (c >> 12));
                bytes[size++] = (byte) (0x80 | ((c >> 6) & 0x3F));
                bytes[size++] = (byte) (0x80 | (c & 0x3F));
            }
        }
        put('"');
    }

    private void asciiInString(char c) {
        byte escape = ESCAPES[c];
        if (escape == 0) {
            bytes[size++] = (byte) c;
        } else if (escape == 'u') {
            unicodeEscape(c);
        } else {
            bytes[size++] = '\\';
            bytes[size++] = escape;
        }
    }

    private void unicodeEscape(char c) {
        bytes[size++] = '\\';
        bytes[size++] = 'u';
        for (int shift = 12; shift >= 0; shift -= 4) {
            bytes[size++] = HEX[(c >> shift) & 0xF];
        }
    }

    /** Writes bytes as a string in Base64, with padding. */
    void base64(byte[] data) {
        if (data.length > MAX_BYTES / 2) {
            throw new Unusual();
        }
        reserve(data.length / 3 * 4 + 6);
        bytes[size++] = '"';
        int whole = data.length - data.length % 3;
        for (int i = 0; i < whole; i += 3) {
            base64(((data[i] & 0xFF) << 16) | ((data[i + 1] & 0xFF) << 8) | (data[i + 2] & 0xFF), 3);
        }
        if (data.length - whole == 1) {
            base64((data[whole] & 0xFF) << 16, 1);
        } else if (data.length - whole == 2) {
            base64(((data[whole] & 0xFF) << 16) | ((data[whole + 1] & 0xFF) << 8), 2);
        }
        bytes[size++] = '"';
    }

    /** Writes the shortest two's complement of a number as a string in Base64, as that of {@link #base64(byte[])}. */
    void base64(long twosComplement) {
        reserve(MAX_LONG_DIGITS);
        int magnitudeBits = Long.SIZE - Long.numberOfLeadingZeros(twosComplement ^ (twosComplement >> 63));
        bytes[size++] = '"';
        // One bit more, for the sign.
        for (int left = magnitudeBits / 8 + 1; left > 0; left -= 3) {
            int shift = (left - 3) * 8;
            long group = shift >= 0 ? twosComplement >> shift : twosComplement << -shift;
            base64((int) group & 0xFFFFFF, Math.min(left, 3));
        }
        bytes[size++] = '"';
    }

    private void base64(int group, int count) {
        bytes[size++] = BASE64[(group >> 18) & 0x3F];
        bytes[size++] = BASE64[(group >> 12) & 0x3F];
        bytes[size++] = count > 1 ? BASE64[(group >> 6) & 0x3F] : (byte) '=';
        bytes[size++] = count > 2 ? BASE64[group & 0x3F] : (byte) '=';
    }

    private void reserve(int more) {
        if (bytes.length - size < more) {
            grow(more);
        }
    }

    private void grow(int more) {
        long needed = (long) size + more;
        if (needed > MAX_BYTES) {
            throw new Unusual();
        }
        bytes = Arrays.copyOf(bytes, (int) Math.min(Math.max(needed, 2L * bytes.length), MAX_BYTES));
    }
}
