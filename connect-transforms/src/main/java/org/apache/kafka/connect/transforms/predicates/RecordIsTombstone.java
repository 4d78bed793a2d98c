package org.apache.kafka.connect.transforms.predicates;

import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.utils.AppInfoParser;
import org.apache.kafka.connect.connector.ConnectRecord;

/** Holds for records whose value is null. */
public class RecordIsTombstone<R extends ConnectRecord<R>> implements Predicate<R> {
    public static final String OVERVIEW_DOC = "Holds for records whose value is null.";

    public static final ConfigDef CONFIG_DEF = new ConfigDef();

    public RecordIsTombstone() {}

    @Override
    public void configure(Map<String, ?> configs) {}

    @Override
    public boolean test(R record) {
        return record.value() == null;
    }

    @Override
    public String toString() {
        return "RecordIsTombstone{}";
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
