package org.apache.kafka.connect.data;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;
import org.apache.kafka.connect.errors.DataException;

/**
 * A decimal number of any precision: {@link BigDecimal} in memory, on the wire the big-endian two's complement bytes of
 * the unscaled value. The scale, which all values of a schema share, is the schema's parameter {@value #SCALE_FIELD}.
 */
public class Decimal {
    /** Name of the schemas that carry this logical type. */
    public static final String LOGICAL_NAME = "org.apache.kafka.connect.data.Decimal";

    /** The schema parameter that holds the scale, as decimal text. */
    public static final String SCALE_FIELD = "scale";

    public Decimal() {}

    /** A builder of a schema of this type, for adding optionality, documentation or a default. */
    public static SchemaBuilder builder(int scale) {
        return SchemaBuilder.bytes()
                .name(LOGICAL_NAME)
                .parameter(SCALE_FIELD, Integer.toString(scale))
                .version(1);
    }

    /** The required schema of numbers with this scale. */
    public static Schema schema(int scale) {
        return builder(scale).build();
    }

    /**
     * Bytes of a number.
     *
     * @throws DataException if the schema has no usable scale, or the value has another scale
     */
    public static byte[] fromLogical(Schema schema, BigDecimal value) {
        int scale = scale(schema);
        if (value.scale() != scale) {
            throw new DataException(
                    "The schema demands a Decimal of scale " + scale + ", got a value of scale " + value.scale());
        }
        return value.unscaledValue().toByteArray();
    }

    /**
     * The number that the bytes stand for.
     *
     * @throws DataException if the schema has no usable scale
     */
    public static BigDecimal toLogical(Schema schema, byte[] value) {
        return new BigDecimal(new BigInteger(value), scale(schema));
    }

    private static int scale(Schema schema) {
        Map<String, String> parameters = schema.parameters();
        String scale = parameters.get(SCALE_FIELD);
        if (scale == null) {
            throw new DataException("A Decimal schema needs the parameter '" + SCALE_FIELD + "', it has " + parameters);
        }
        try {
            return Integer.parseInt(scale);
        } catch (NumberFormatException e) {
            throw new DataException(
                    "The parameter '" + SCALE_FIELD + "' of a Decimal schema must be an integer, got '" + scale + "'",
                    e);
        }
    }
}
