package org.apache.kafka.connect.transforms.predicates;

import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.utils.AppInfoParser;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.transforms.util.SimpleConfig;

/** Holds for records that have at least one header of a certain name. */
public class HasHeaderKey<R extends ConnectRecord<R>> implements Predicate<R> {
    public static final String OVERVIEW_DOC = "Holds for records that have at least one header of the given name.";

    private static final String NAME = "name";

    public static final ConfigDef CONFIG_DEF = new ConfigDef()
            .define(
                    NAME,
                    ConfigDef.Type.STRING,
                    ConfigDef.NO_DEFAULT_VALUE,
                    new ConfigDef.NonEmptyString(),
                    ConfigDef.Importance.MEDIUM,
                    "Name of the header.");

    private String name;

    public HasHeaderKey() {}

    @Override
    public void configure(Map<String, ?> configs) {
        name = new SimpleConfig(CONFIG_DEF, configs).getString(NAME);
    }

    @Override
    public boolean test(R record) {
        return record.headers().lastWithName(name) != null;
    }

    @Override
    public String toString() {
        return "HasHeaderKey{name='" + name + "'}";
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
