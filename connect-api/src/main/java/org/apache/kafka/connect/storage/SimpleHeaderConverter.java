package org.apache.kafka.connect.storage;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.utils.AppInfoParser;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.Values;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes header values as text and finds out from the text what they are when it reads them, by the rules of
 * {@link Values#convertToString} and {@link Values#parseString}. Numbers, booleans, containers and dates survive; the
 * exact schema does not.
 */
public class SimpleHeaderConverter implements HeaderConverter {
    private static final Logger LOG = LoggerFactory.getLogger(SimpleHeaderConverter.class);
    private static final ConfigDef NO_KEYS = new ConfigDef();

    public SimpleHeaderConverter() {}

    @Override
    public String version() {
        return AppInfoParser.getVersion();
    }

    /** There is nothing to configure. */
    @Override
    public ConfigDef config() {
        return NO_KEYS;
    }

    @Override
    public void configure(Map<String, ?> configs) {
        // has no keys
    }

    /**
     * Reads UTF-8 text.
     *
     * @return the value with its schema; a null reference for the text {@code null}; the bytes themselves if they cannot
     *     be read
     */
    @Override
    public SchemaAndValue toConnectHeader(String topic, String headerKey, byte[] value) {
        if (value == null) {
            return SchemaAndValue.NULL;
        }
        try {
            return Values.parseString(new String(value, UTF_8));
        } catch (RuntimeException | StackOverflowError e) {
            LOG.warn("Header cannot be read as text, kept as bytes: topic={} header={}", topic, headerKey, e);
            return new SchemaAndValue(Schema.BYTES_SCHEMA, value);
        }
    }

    /**
     * Writes UTF-8 text; the schema does not matter.
     *
     * @throws org.apache.kafka.connect.errors.DataException if there is no text form for the value's class
     */
    @Override
    public byte[] fromConnectHeader(String topic, String headerKey, Schema schema, Object value) {
        return value == null ? null : Values.convertToString(schema, value).getBytes(UTF_8);
    }

    @Override
    public void close() throws IOException {
        // holds nothing that needs closing
    }
}
