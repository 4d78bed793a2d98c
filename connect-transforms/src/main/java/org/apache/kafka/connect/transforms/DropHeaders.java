package org.apache.kafka.connect.transforms;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.utils.AppInfoParser;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.header.Headers;
import org.apache.kafka.connect.transforms.util.SimpleConfig;

/** Removes all headers that have one of certain names (KIP-145). */
public class DropHeaders<R extends ConnectRecord<R>> implements Transformation<R> {
    public static final String OVERVIEW_DOC = "Removes headers by name from every record.";

    public static final String HEADERS_FIELD = "headers";

    public static final ConfigDef CONFIG_DEF = new ConfigDef()
            .define(
                    HEADERS_FIELD,
                    ConfigDef.Type.LIST,
                    ConfigDef.NO_DEFAULT_VALUE,
                    ConfigDef.ValidList.anyNonDuplicateValues(false, false),
                    ConfigDef.Importance.HIGH,
                    "Names of the headers to remove.");

    private Set<String> dropped;

    public DropHeaders() {}

    @Override
    public void configure(Map<String, ?> props) {
        dropped = new HashSet<>(new SimpleConfig(CONFIG_DEF, props).getList(HEADERS_FIELD));
    }

    @Override
    public R apply(R record) {
        Headers kept = new ConnectHeaders();
        for (Header header : record.headers()) {
            if (!dropped.contains(header.key())) {
                kept.add(header);
            }
        }
        return RecordCopy.withHeaders(record, kept);
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
