package org.apache.kafka.connect.data;

/**
 * How the text form of values falls into tokens: each of {@code : , { } [ ] "} is a token by itself, and so is every
 * run of other characters between them. A backslash takes away the meaning of the character after it; both stay in the
 * token.
 */
final class TextTokens {
    private TextTokens() {}

    /**
     * Where the token that starts at a position ends.
     *
     * @return the index after the token's last character; the text's length if there is no further token
     */
    static int end(String text, int start) {
        int length = text.length();
        for (int i = start; i < length; i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                i++;
            } else if (isDelimiter(c)) {
                return i == start ? i + 1 : i;
            }
        }
        return length;
    }

    static boolean isDelimiter(char c) {
        return switch (c) {
            case ':', ',', '{', '}', '[', ']', '"' -> true;
            default -> false;
        };
    }

    /** Whether a character is one that {@link String#trim()} takes off. */
    static boolean isBlank(char c) {
        return c <= ' ';
    }

    /** Whether there is nothing but blanks between two positions. */
    static boolean isBlank(String text, int start, int end) {
        return skipBlanks(text, start, end) == end;
    }

    /** The first position from a start on that is not blank, or the end. */
    static int skipBlanks(String text, int start, int end) {
        int i = start;
        while (i < end && isBlank(text.charAt(i))) {
            i++;
        }
        return i;
    }

    /** The position after the last one before an end that is not blank, or the start. */
    static int trimEnd(String text, int start, int end) {
        int i = end;
        while (i > start && isBlank(text.charAt(i - 1))) {
            i--;
        }
        return i;
    }
}
