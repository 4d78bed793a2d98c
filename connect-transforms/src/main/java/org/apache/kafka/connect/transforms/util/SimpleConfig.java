package org.apache.kafka.connect.transforms.util;

import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/** A configuration that is nothing more than its definition; unlike others, it does not log its values. */
public class SimpleConfig extends AbstractConfig {
    /**
     * Parses properties.
     *
     * @throws org.apache.kafka.common.config.ConfigException if one is missing or has a value that is not allowed
     */
    public SimpleConfig(ConfigDef configDef, Map<?, ?> originals) {
        super(configDef, originals, false);
    }
}
