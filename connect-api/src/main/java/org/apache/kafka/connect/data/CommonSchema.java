package org.apache.kafka.connect.data;

/**
 * Finds the one schema for the parts of a parsed container, fed with one part after the other: a schema of the type that
 * all have, or of the widest numeric type if all are numbers. Nulls have no say.
 */
final class CommonSchema {
    private Schema schema;
    private boolean differing;
    private boolean mixed;
    private boolean nulls;

    /** Takes in the next part; null stands for a null. */
    void add(SchemaAndValue part) {
        if (part == null) {
            nulls = true;
        } else if (!mixed) {
            merge(part.schema());
        }
    }

    /** The schema found; null if there is none, as the types do not go together or all parts are null. */
    Schema schema() {
        return mixed ? null : schema;
    }

    /** Whether a schema was found although parts are null, which no schema of a parsed value allows. */
    boolean violatedByNull() {
        return nulls && schema() != null;
    }

    /** Whether a schema was found that not all parts have already. */
    boolean needsConversion() {
        return differing && !mixed;
    }

    private void merge(Schema latest) {
        if (schema == null || schema == latest) {
            schema = latest;
            return;
        }
        Schema.Type known = schema.type();
        Schema.Type added = latest.type();
        if (known == added) {
            differing |= schema.name() != null || latest.name() != null;
            schema = latest;
        } else if (NumericTypes.isNumeric(known) && NumericTypes.isNumeric(added)) {
            differing = true;
            schema = NumericTypes.isWidening(known, added) ? latest : schema;
        } else {
            mixed = true;
        }
    }
}
