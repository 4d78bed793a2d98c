package org.apache.kafka.connect.transforms;

import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.utils.AppInfoParser;
import org.apache.kafka.connect.connector.ConnectRecord;

/** Drops every record that it is given; a predicate says which those are (KIP-585). */
public class Filter<R extends ConnectRecord<R>> implements Transformation<R> {
    public static final String OVERVIEW_DOC =
            "Drops all records. Use it with a predicate, to drop those that match it or those that do not.";

    public static final ConfigDef CONFIG_DEF = new ConfigDef();

    public Filter() {}

    @Override
    public void configure(Map<String, ?> props) {}

    @Override
    public R apply(R record) {
        return null;
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
