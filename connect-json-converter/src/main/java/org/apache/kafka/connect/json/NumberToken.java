package org.apache.kafka.connect.json;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;

/**
 * One number of JSON text, and the values that it has as the types of Java. As {@link JsonInput} does, it leaves aside
 * what is rare.
 */
final class NumberToken {
    private static final int MAX_CHARACTERS = 100;
    /** Numbers of so many digits fit a long. */
    private static final int MAX_LONG_DIGITS = 18;

    private static final int MAX_EXPONENT_DIGITS = 6;
    private static final int MAX_EXACT_DOUBLE_POWER = 22;
    private static final int MAX_EXACT_FLOAT_POWER = 10;
    private static final double[] POWERS_OF_TEN = powersOfTen();

    private byte[] bytes = new byte[0];
    private int start;
    private int end;
    /** The digits without the point, if they are not too many. */
    private long digits;

    private int digitCount;
    private int fractionDigits;
    private boolean hasExponent;

    private static double[] powersOfTen() {
        double[] powers = new double[MAX_EXACT_DOUBLE_POWER + 1];
        for (int i = 0; i < powers.length; i++) {
            powers[i] = Double.parseDouble("1e" + i);
        }
        return powers;
    }

    /** Takes up the number that starts at an offset, and gives the offset where it ends. */
    int scan(byte[] text, int from) {
        bytes = text;
        start = from;
        boolean negative = isAt(from, '-');
        int first = negative ? from + 1 : from;
        digits = 0;
        int at = scanDigits(first);
        digitCount = at - first;
        fractionDigits = 0;
        hasExponent = false;
        if (digitCount == 0 || (digitCount > 1 && text[first] == '0')) {
            throw new Unusual();
        }
        if (isAt(at, '.')) {
            int fraction = at + 1;
            at = scanDigits(fraction);
            fractionDigits = at - fraction;
            digitCount += fractionDigits;
            if (fractionDigits == 0) {
                throw new Unusual();
            }
        }
        if (isAt(at, 'e') || isAt(at, 'E')) {
            at = scanExponent(at + 1);
        }
        if (negative) {
            digits = -digits;
        }
        if (at - from > MAX_CHARACTERS) {
            throw new Unusual();
        }
        end = at;
        return at;
    }

    private boolean isAt(int offset, char character) {
        return offset < bytes.length && bytes[offset] == character;
    }

    /** Beyond a long's digits the value is wrong, and the count says so. */
    private int scanDigits(int from) {
        byte[] text = bytes;
        long value = digits;
        int at = from;
        while (at < text.length) {
            int digit = text[at] - '0';
            if (digit < 0 || digit > 9) {
                break;
            }
            value = value * 10 + digit;
            at++;
        }
        digits = value;
        return at;
    }

    private int scanExponent(int from) {
        hasExponent = true;
        long mantissa = digits;
        int first = isAt(from, '-') || isAt(from, '+') ? from + 1 : from;
        int at = scanDigits(first);
        digits = mantissa;
        if (at == first || at - first > MAX_EXPONENT_DIGITS) {
            throw new Unusual();
        }
        return at;
    }

    private boolean isInteger() {
        return fractionDigits == 0 && !hasExponent;
    }

    private boolean fitsLong() {
        return digitCount <= MAX_LONG_DIGITS && !hasExponent;
    }

    long toLong() {
        if (!isInteger() || !fitsLong()) {
            throw new Unusual();
        }
        return digits;
    }

    double toDouble() {
        if (fitsLong()) {
            if (fractionDigits == 0 || digits == 0) {
                return digits;
            }
            // Both are exact, so their quotient is the double nearest to the number.
            if (Math.abs(digits) < 1L << 53 && fractionDigits <= MAX_EXACT_DOUBLE_POWER) {
                return digits / POWERS_OF_TEN[fractionDigits];
            }
        }
        double number = Double.parseDouble(text());
        if (number == 0) {
            // Whether it has a sign depends on where it comes from.
            throw new Unusual();
        }
        return number;
    }

    float toFloat() {
        if (fitsLong()) {
            if (fractionDigits == 0 || digits == 0) {
                return digits;
            }
            if (Math.abs(digits) < 1 << 24 && fractionDigits <= MAX_EXACT_FLOAT_POWER) {
                return (float) digits / (float) POWERS_OF_TEN[fractionDigits];
            }
        }
        float number = Float.parseFloat(text());
        if (number == 0) {
            throw new Unusual();
        }
        return number;
    }

    BigDecimal toDecimal() {
        return fitsLong() ? BigDecimal.valueOf(digits, fractionDigits) : new BigDecimal(text());
    }

    /**
     * Reads the number that starts at an offset, as a {@code Long}, or a {@code Double} if there is a fraction or an
     * exponent. The token itself is then good for {@link #end} only.
     */
    Object readLongOrDouble(byte[] text, int from) {
        int at = from;
        boolean negative = at < text.length && text[at] == '-';
        int first = negative ? at + 1 : at;
        at = first;
        long value = 0;
        while (at < text.length && isDigit(text[at])) {
            value = value * 10 + (text[at++] - '0');
        }
        int wholeDigits = at - first;
        boolean proper = wholeDigits == 1 || (wholeDigits > 1 && text[first] != '0');
        int next = at < text.length ? text[at] : ' ';
        if (proper && wholeDigits <= MAX_LONG_DIGITS && next != '.' && next != 'e' && next != 'E') {
            end = at;
            return negative ? -value : value;
        }
        scan(text, from);
        if (isInteger()) {
            return toLong();
        }
        return toDouble();
    }

    private static boolean isDigit(byte character) {
        return character >= '0' && character <= '9';
    }

    /** The offset behind the number. */
    int end() {
        return end;
    }

    private String text() {
        return new String(bytes, start, end - start, StandardCharsets.ISO_8859_1);
    }

    /** Lets go of the message. */
    void clear() {
        bytes = new byte[0];
    }
}
