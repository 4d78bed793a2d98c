package org.apache.kafka.connect.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads the tokens of JSON straight from UTF-8 bytes, as far as they are the ordinary ones. On anything else, malformed
 * or merely rare, it throws {@link Unusual}, so every value that it returns is what Jackson would have read.
 */
final class JsonInput {
    private static final int END = -1;
    private static final int MAX_DEPTH = 200;
    private static final int MAX_TEXT_BYTES = 20_000_000;
    private static final int MAX_NAME_CHARACTERS = 10_000;
    /** By byte, whether it stands for itself in a text. */
    private static final boolean[] PLAIN = plain();

    private static final byte[] BASE64_VALUES = base64Values();
    private static final char REPLACEMENT_CHARACTER = '\uFFFD';

    private final NameTable names = new NameTable();
    private final NumberToken number = new NumberToken();
    private byte[] bytes = new byte[0];
    private int at;
    private int depth;

    private static boolean[] plain() {
        boolean[] plain = new boolean[256];
        Arrays.fill(plain, ' ', 128, true);
        plain['"'] = false;
        plain['\\'] = false;
        return plain;
    }

    private static byte[] base64Values() {
        byte[] values = new byte[256];
        Arrays.fill(values, (byte) -1);
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        for (int i = 0; i < alphabet.length(); i++) {
            values[alphabet.charAt(i)] = (byte) i;
        }
        return values;
    }

    /** Starts reading a message at an offset, inside so many objects and arrays. */
    void start(byte[] message, int offset, int startDepth) {
        bytes = message;
        at = offset;
        depth = startDepth;
        names.restart();
    }

    /** Lets go of the message. */
    void stop() {
        number.clear();
        bytes = new byte[0];
    }

    /** The offset of what is read next. */
    int offset() {
        return at;
    }

    /** The next character after white space, which is not consumed; -1 at the end. */
    int peek() {
        while (at < bytes.length) {
            int next = bytes[at] & 0xFF;
            if (next > ' ' || (next != ' ' && next != '\n' && next != '\r' && next != '\t')) {
                return next;
            }
            at++;
        }
        return END;
    }

    /** Consumes a character that has to come next. */
    void expect(char character) {
        if (peek() != character) {
            throw new Unusual();
        }
        at++;
    }

    /** Consumes the bracket that opens an object or array. */
    void open(char bracket) {
        expect(bracket);
        if (++depth > MAX_DEPTH) {
            throw new Unusual();
        }
    }

    /** Consumes the bracket that closes an empty object or array, if it comes right after the one that opens it. */
    boolean closesAtOnce(char bracket) {
        if (peek() != bracket) {
            return false;
        }
        at++;
        depth--;
        return true;
    }

    /** Consumes a comma, or the bracket that closes the object or array, and says whether it was a comma. */
    boolean hasMore(char bracket) {
        int next = peek();
        at++;
        if (next == ',') {
            return true;
        }
        if (next != bracket) {
            throw new Unusual();
        }
        depth--;
        return false;
    }

    /** Consumes a name and the colon behind it, if it is this name without escapes. */
    boolean isName(byte[] quotedName) {
        peek();
        int end = at + quotedName.length;
        if (end > bytes.length || !Arrays.equals(bytes, at, end, quotedName, 0, quotedName.length)) {
            return false;
        }
        at = end;
        expect(':');
        return true;
    }

    /** Consumes a name and the colon behind it. */
    String name() {
        expect('"');
        String name = names.expected(bytes, at);
        if (name != null) {
            at += name.length() + 1;
            expect(':');
            return name;
        }
        int end = plainEnd();
        if (end < bytes.length && bytes[end] == '"') {
            name = names.get(bytes, at, end);
            at = end + 1;
        } else {
            name = textFrom(end);
            // Jackson is stricter about these in names than in texts.
            if (name.chars().anyMatch(c -> Character.isSurrogate((char) c))) {
                throw new Unusual();
            }
        }
        if (name.length() > MAX_NAME_CHARACTERS) {
            throw new Unusual();
        }
        expect(':');
        return name;
    }

    /** An object was opened; what is given back is for {@link #leaveObject}. Makes its names quicker to read. */
    NameTable.Name enterObject() {
        return names.enter();
    }

    /** An object that was entered is closed. */
    void leaveObject(NameTable.Name holder) {
        names.leave(holder);
    }

    boolean isNull() {
        if (peek() != 'n') {
            return false;
        }
        literal("null");
        return true;
    }

    /** Consumes a null, which has to come next. */
    Object nothing() {
        if (!isNull()) {
            throw new Unusual();
        }
        return null;
    }

    boolean bool() {
        boolean value = peek() == 't';
        literal(value ? "true" : "false");
        return value;
    }

    private void literal(String word) {
        if (bytes.length - at < word.length()) {
            throw new Unusual();
        }
        for (int i = 0; i < word.length(); i++) {
            if (bytes[at + i] != word.charAt(i)) {
                throw new Unusual();
            }
        }
        at += word.length();
        requireDelimiter();
    }

    String string() {
        expect('"');
        int end = plainEnd();
        if (end < bytes.length && bytes[end] == '"' && end - at <= MAX_TEXT_BYTES) {
            String text = new String(bytes, at, end - at, StandardCharsets.ISO_8859_1);
            at = end + 1;
            return text;
        }
        return textFrom(end);
    }

    /** Where a text stops to be ASCII without escapes. */
    private int plainEnd() {
        byte[] text = bytes;
        int end = at;
        while (end <= text.length - Words.BYTES) {
            int plain = Words.plainBytes(Words.at(text, end));
            end += plain;
            if (plain < Words.BYTES) {
                return end;
            }
        }
        while (end < text.length && PLAIN[text[end] & 0xFF]) {
            end++;
        }
        return end;
    }

    /** Reads the rest of a text; up to the offset given it is ASCII without escapes. */
    private String textFrom(int plainEnd) {
        int end = plainEnd;
        boolean escapes = false;
        while (end < bytes.length && bytes[end] != '"') {
            if (bytes[end] == '\\') {
                escapes = true;
                end++;
            } else if (bytes[end] >= 0 && bytes[end] < ' ') {
                throw new Unusual();
            }
            end++;
        }
        if (end >= bytes.length || end - at > MAX_TEXT_BYTES) {
            throw new Unusual();
        }
        String text = new String(bytes, at, end - at, StandardCharsets.UTF_8);
        if (text.indexOf(REPLACEMENT_CHARACTER) >= 0) {
            // Perhaps not UTF-8.
            throw new Unusual();
        }
        at = end + 1;
        return escapes ? unescape(text) : text;
    }

    private static String unescape(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i++);
            if (c == '\\') {
                char escape = text.charAt(i++);
                if (escape == 'u') {
                    plain.append(codeUnit(text, i));
                    i += 4;
                } else {
                    plain.append(unescape(escape));
                }
            } else {
                plain.append(c);
            }
        }
        return plain.toString();
    }

    private static char unescape(char escape) {
        return switch (escape) {
            case '"', '\\', '/' -> escape;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> throw new Unusual();
        };
    }

    private static char codeUnit(String text, int from) {
        if (text.length() - from < 4) {
            throw new Unusual();
        }
        int unit = 0;
        for (int i = from; i < from + 4; i++) {
            char c = text.charAt(i);
            int digit = c < 128 ? Character.digit(c, 16) : -1;
            if (digit < 0) {
                throw new Unusual();
            }
            unit = unit << 4 | digit;
        }
        return (char) unit;
    }

    /** The number that comes next. It is valid until the next call. */
    NumberToken number() {
        peek();
        at = number.scan(bytes, at);
        requireDelimiter();
        return number;
    }

    /** The number that comes next, as a {@code Long}, or a {@code Double} if there is a fraction or an exponent. */
    Object longOrDouble() {
        peek();
        Object value = number.readLongOrDouble(bytes, at);
        at = number.end();
        requireDelimiter();
        return value;
    }

    /** A number or word at the top must be followed by white space, if by anything. */
    private void requireDelimiter() {
        if (at < bytes.length) {
            byte next = bytes[at];
            boolean closes = next == ',' || next == '}' || next == ']';
            if (closes ? depth == 0 : next != ' ' && next != '\n' && next != '\r' && next != '\t') {
                throw new Unusual();
            }
        }
    }

    /** A text in Base64 with padding and nothing else, decoded. */
    byte[] base64() {
        int end = base64End();
        int length = decodedLength(end);
        byte[] decoded = new byte[length];
        int to = 0;
        for (int from = at; from < end; from += 4) {
            int group = base64Group(from);
            decoded[to++] = (byte) (group >> 16);
            if (to < length) {
                decoded[to++] = (byte) (group >> 8);
            }
            if (to < length) {
                decoded[to++] = (byte) group;
            }
        }
        at = end + 1;
        return decoded;
    }

    /** The number whose two's complement a text in Base64 holds; unusual if it does not fit a long, or is empty. */
    long base64Long() {
        int end = base64End();
        int length = decodedLength(end);
        if (length == 0 || length > Long.BYTES) {
            throw new Unusual();
        }
        long value = 0;
        int left = length;
        for (int from = at; from < end; from += 4) {
            int group = base64Group(from);
            int taken = Math.min(left, 3);
            value = value << (8 * taken) | (group >> (24 - 8 * taken));
            left -= taken;
        }
        at = end + 1;
        int unused = Long.SIZE - 8 * length;
        return value << unused >> unused;
    }

    private int base64End() {
        expect('"');
        int end = at;
        while (end < bytes.length && bytes[end] != '"') {
            end++;
        }
        if (end >= bytes.length || (end - at) % 4 != 0 || end - at > MAX_TEXT_BYTES) {
            throw new Unusual();
        }
        return end;
    }

    private int decodedLength(int end) {
        int padding = end - at < 4 || bytes[end - 1] != '=' ? 0 : bytes[end - 2] != '=' ? 1 : 2;
        return (end - at) / 4 * 3 - padding;
    }

    private int base64Group(int from) {
        int third = bytes[from + 2];
        int fourth = bytes[from + 3];
        boolean last = from + 4 < bytes.length && bytes[from + 4] == '"';
        int group = base64Value(bytes[from]) << 18 | base64Value(bytes[from + 1]) << 12;
        if (last && fourth == '=') {
            return third == '=' ? group : group | base64Value(third) << 6;
        }
        return group | base64Value(third) << 6 | base64Value(fourth);
    }

    private static int base64Value(int character) {
        int value = BASE64_VALUES[character & 0xFF];
        if (value < 0) {
            throw new Unusual();
        }
        return value;
    }

    /**
     * Passes over an object without a look at what is in it, by its brackets and quotes alone. It is not checked to be
     * proper JSON.
     */
    void skipObject() {
        int open = 0;
        do {
            if (at >= bytes.length) {
                throw new Unusual();
            }
            switch (bytes[at++]) {
                case '{' -> open++;
                case '}' -> open--;
                case '"' -> skipText();
                default -> {}
            }
            if (open > MAX_DEPTH) {
                throw new Unusual();
            }
        } while (open > 0);
    }

    private void skipText() {
        while (at < bytes.length && bytes[at] != '"') {
            at += bytes[at] == '\\' ? 2 : 1;
        }
        at++;
    }
}
