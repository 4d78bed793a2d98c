package org.apache.kafka.connect.converters;

import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.storage.ConverterConfig;

/** Configuration of the converters of numbers: only what every converter has. */
public class NumberConverterConfig extends ConverterConfig {
    private static final ConfigDef CONFIG = ConverterConfig.newConfigDef();

    /**
     * Parses the converter's properties.
     *
     * @throws org.apache.kafka.common.config.ConfigException if {@code converter.type} is missing or wrong
     */
    public NumberConverterConfig(Map<String, ?> props) {
        super(CONFIG, props);
    }

    /** The keys that the converters understand. */
    public static ConfigDef configDef() {
        return CONFIG;
    }
}
