package org.apache.kafka.connect.data;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Reads a number in the syntax of {@link BigDecimal} into the smallest type that holds it: a whole number, however it is
 * written, into the narrowest of int8 to int64; otherwise a number written with a point or an exponent into float32, or
 * float64 where float32 would be infinite; anything else into a Decimal.
 */
final class NumberText {
    /** So many digits fit into a long whatever they are. */
    private static final int SAFE_LONG_DIGITS = 18;

    /** So many digits the longest long has. */
    private static final int MAX_LONG_DIGITS = 19;

    private NumberText() {}

    /** Whether a number can begin with this character. */
    static boolean canStartWith(char c) {
        return isDigit(c) || c == '+' || c == '-';
    }

    static boolean isDigit(char c) {
        return c < 128 ? c >= '0' && c <= '9' : Character.isDigit(c);
    }

    /** The number between two positions of a text, with its schema; null if there is none. */
    static SchemaAndValue parse(String text, int start, int end) {
        if (isShortInteger(text, start, end)) {
            return integer(Long.parseLong(text, start, end, 10));
        }
        if (!isNumber(text, start, end)) {
            return null;
        }
        BigDecimal decimal;
        try {
            decimal = new BigDecimal(text.substring(start, end));
        } catch (NumberFormatException e) {
            // the exponent does not fit into an int
            return null;
        }
        return smallest(decimal);
    }

    private static boolean isShortInteger(String text, int start, int end) {
        int i = start < end && isSign(text.charAt(start)) ? start + 1 : start;
        int digits = end - i;
        if (digits < 1 || digits > SAFE_LONG_DIGITS) {
            return false;
        }
        for (; i < end; i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return false;
            }
        }
        return true;
    }

    /** Whether the text is a number but for the size of its exponent; spares an exception for every other text. */
    private static boolean isNumber(String text, int start, int end) {
        int i = start < end && isSign(text.charAt(start)) ? start + 1 : start;
        int wholeEnd = skipDigits(text, i, end);
        int digits = wholeEnd - i;
        i = wholeEnd;
        if (i < end && text.charAt(i) == '.') {
            int fractionEnd = skipDigits(text, i + 1, end);
            digits += fractionEnd - (i + 1);
            i = fractionEnd;
        }
        if (digits == 0) {
            return false;
        }
        if (i == end) {
            return true;
        }
        char exponent = text.charAt(i++);
        if (exponent != 'e' && exponent != 'E') {
            return false;
        }
        if (i < end && isSign(text.charAt(i))) {
            i++;
        }
        return i < end && skipDigits(text, i, end) == end;
    }

    private static int skipDigits(String text, int start, int end) {
        int i = start;
        while (i < end && isDigit(text.charAt(i))) {
            i++;
        }
        return i;
    }

    private static boolean isSign(char c) {
        return c == '+' || c == '-';
    }

    private static SchemaAndValue smallest(BigDecimal decimal) {
        BigDecimal whole = wholeWithinLongDigits(decimal);
        if (whole != null && whole.unscaledValue().bitLength() < Long.SIZE) {
            return integer(whole.longValue());
        }
        if (decimal.scale() != 0) {
            float single = decimal.floatValue();
            if (Float.isFinite(single)) {
                return new SchemaAndValue(Schema.FLOAT32_SCHEMA, single);
            }
            double wide = decimal.doubleValue();
            if (Double.isFinite(wide)) {
                return new SchemaAndValue(Schema.FLOAT64_SCHEMA, wide);
            }
        }
        return new SchemaAndValue(Decimal.schema(decimal.scale()), decimal);
    }

    /**
     * The number with scale 0 if it is whole and not longer than a long can be, else null. The digits are counted before
     * the scale is changed: writing out a number such as 1e999999999 would take hours and gigabytes.
     */
    private static BigDecimal wholeWithinLongDigits(BigDecimal decimal) {
        if (decimal.signum() == 0) {
            return BigDecimal.ZERO;
        }
        long digits = (long) decimal.precision() - decimal.scale();
        if (digits < 1 || digits > MAX_LONG_DIGITS) {
            return null;
        }
        BigDecimal whole = decimal.setScale(0, RoundingMode.DOWN);
        return whole.compareTo(decimal) == 0 ? whole : null;
    }

    private static SchemaAndValue integer(long value) {
        if ((byte) value == value) {
            return new SchemaAndValue(Schema.INT8_SCHEMA, (byte) value);
        }
        if ((short) value == value) {
            return new SchemaAndValue(Schema.INT16_SCHEMA, (short) value);
        }
        if ((int) value == value) {
            return new SchemaAndValue(Schema.INT32_SCHEMA, (int) value);
        }
        return new SchemaAndValue(Schema.INT64_SCHEMA, value);
    }
}
