package org.apache.kafka.connect.storage;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.utils.AppInfoParser;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;

/**
 * Converts to and from plain text in a configurable character set, UTF-8 if nothing else is said.
 *
 * <p>Every value can be written, as its {@code toString()} text; what is read is an optional string. Null is null in both
 * directions. Bytes that are no text of the character set are read as its replacement character.
 */
public class StringConverter implements Converter, HeaderConverter {
    private Charset charset = StandardCharsets.UTF_8;

    public StringConverter() {}

    @Override
    public String version() {
        return AppInfoParser.getVersion();
    }

    @Override
    public ConfigDef config() {
        return StringConverterConfig.configDef();
    }

    /**
     * Takes over the configuration, see {@link StringConverterConfig}.
     *
     * @throws SerializationException if the JVM does not know the character set
     */
    @Override
    public void configure(Map<String, ?> configs) {
        String encoding = new StringConverterConfig(configs).encoding();
        if (encoding == null) {
            return;
        }
        try {
            charset = Charset.forName(encoding);
        } catch (UnsupportedCharsetException | IllegalCharsetNameException e) {
            throw new SerializationException(
                    StringConverterConfig.ENCODING_CONFIG + " must be a character set that this JVM knows, got '"
                            + encoding + "'",
                    e);
        }
    }

    @Override
    public void configure(Map<String, ?> configs, boolean isKey) {
        Map<String, Object> complete = new HashMap<>(configs);
        complete.put(ConverterConfig.TYPE_CONFIG, (isKey ? ConverterType.KEY : ConverterType.VALUE).getName());
        configure(complete);
    }

    @Override
    public byte[] fromConnectData(String topic, Schema schema, Object value) {
        String text = value == null ? null : value.toString();
        return text == null ? null : text.getBytes(charset);
    }

    @Override
    public SchemaAndValue toConnectData(String topic, byte[] value) {
        return new SchemaAndValue(Schema.OPTIONAL_STRING_SCHEMA, value == null ? null : new String(value, charset));
    }

    @Override
    public byte[] fromConnectHeader(String topic, String headerKey, Schema schema, Object value) {
        return fromConnectData(topic, schema, value);
    }

    @Override
    public SchemaAndValue toConnectHeader(String topic, String headerKey, byte[] value) {
        return toConnectData(topic, value);
    }

    @Override
    public void close() {
        // holds nothing that needs closing
    }
}
