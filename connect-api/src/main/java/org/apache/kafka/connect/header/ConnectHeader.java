package org.apache.kafka.connect.header;

import java.util.Objects;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.Struct;

/** A header of {@link ConnectHeaders}. */
class ConnectHeader implements Header {
    private final String key;
    private final SchemaAndValue schemaAndValue;

    /**
     * Makes a header.
     *
     * @param schemaAndValue null stands for a null without schema
     * @throws NullPointerException if the key is null
     */
    protected ConnectHeader(String key, SchemaAndValue schemaAndValue) {
        this.key = Objects.requireNonNull(key, "a header needs a key");
        this.schemaAndValue = schemaAndValue == null ? SchemaAndValue.NULL : schemaAndValue;
    }

    @Override
    public String key() {
        return key;
    }

    @Override
    public Object value() {
        return schemaAndValue.value();
    }

    @Override
    public Schema schema() {
        Schema schema = schemaAndValue.schema();
        return schema == null && value() instanceof Struct struct ? struct.schema() : schema;
    }

    @Override
    public Header rename(String key) {
        Objects.requireNonNull(key, "a header needs a key");
        return this.key.equals(key) ? this : new ConnectHeader(key, schemaAndValue);
    }

    @Override
    public Header with(Schema schema, Object value) {
        return new ConnectHeader(key, new SchemaAndValue(schema, value));
    }

    @Override
    public int hashCode() {
        return 31 * (31 + key.hashCode()) + schemaAndValue.hashCode();
    }

    @Override
    public boolean equals(Object other) {
        if (other == this) {
            return true;
        }
        return other instanceof Header that
                && key.equals(that.key())
                && Objects.equals(value(), that.value())
                && Objects.equals(schema(), that.schema());
    }

    @Override
    public String toString() {
        return "ConnectHeader(key=" + key + ", value=" + value() + ", schema=" + schema() + ")";
    }
}
