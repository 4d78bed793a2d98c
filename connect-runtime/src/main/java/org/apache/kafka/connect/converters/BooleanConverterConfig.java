package org.apache.kafka.connect.converters;

import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.storage.ConverterConfig;

/** Configuration of {@link BooleanConverter}: only what every converter has. */
public class BooleanConverterConfig extends ConverterConfig {
    private static final ConfigDef CONFIG = ConverterConfig.newConfigDef();

    /**
     * Parses the converter's properties.
     *
     * @throws org.apache.kafka.common.config.ConfigException if {@code converter.type} is missing or wrong
     */
    public BooleanConverterConfig(Map<String, ?> props) {
        super(CONFIG, props);
    }

    /** The keys that the converter understands. */
    public static ConfigDef configDef() {
        return CONFIG;
    }
}
