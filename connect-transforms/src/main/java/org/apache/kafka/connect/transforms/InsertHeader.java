package org.apache.kafka.connect.transforms;

import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.utils.AppInfoParser;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.Values;
import org.apache.kafka.connect.header.Headers;
import org.apache.kafka.connect.transforms.util.SimpleConfig;

/**
 * Adds the same header to every record (KIP-145). What type its value has is told from how it is written, as
 * {@link Values#parseString} does.
 */
public class InsertHeader<R extends ConnectRecord<R>> implements Transformation<R> {
    public static final String OVERVIEW_DOC = "Adds a header with a fixed value to every record.";

    public static final String HEADER_FIELD = "header";
    public static final String VALUE_LITERAL_FIELD = "value.literal";

    public static final ConfigDef CONFIG_DEF = new ConfigDef()
            .define(
                    HEADER_FIELD,
                    ConfigDef.Type.STRING,
                    ConfigDef.NO_DEFAULT_VALUE,
                    new ConfigDef.NonNullValidator(),
                    ConfigDef.Importance.HIGH,
                    "Name of the header.")
            .define(
                    VALUE_LITERAL_FIELD,
                    ConfigDef.Type.STRING,
                    ConfigDef.NO_DEFAULT_VALUE,
                    new ConfigDef.NonNullValidator(),
                    ConfigDef.Importance.HIGH,
                    "The header's value; its form decides on its type, so 5 is a number.");

    private String header;
    private SchemaAndValue value;

    public InsertHeader() {}

    @Override
    public void configure(Map<String, ?> props) {
        SimpleConfig config = new SimpleConfig(CONFIG_DEF, props);
        header = config.getString(HEADER_FIELD);
        value = Values.parseString(config.getString(VALUE_LITERAL_FIELD));
    }

    @Override
    public R apply(R record) {
        Headers headers = record.headers().duplicate();
        headers.add(header, value);
        return RecordCopy.withHeaders(record, headers);
    }

    @Override
    public ConfigDef config() {
        return CONFIG_DEF;
    }

    @Override
    public String version() {
        return AppInfoParser.getVersion();
    }

    @Override
    public void close() {}
}
