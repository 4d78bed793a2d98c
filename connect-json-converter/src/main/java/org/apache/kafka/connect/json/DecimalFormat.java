package org.apache.kafka.connect.json;

/**
 * How {@link JsonConverter} writes {@code Decimal} values (KIP-481). Both forms are always readable.
 */
public enum DecimalFormat {
    /** The unscaled value's big-endian two's complement as Base64 text; the scale is only in the schema. */
    BASE64,

    /** A JSON number with all its digits, trailing zeros included. */
    NUMERIC
}
