package dev.sluice.config;

import java.util.List;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/** At least one listener, each a URL of scheme http or https. */
final class ListenersValidator implements ConfigDef.Validator {
    @Override
    public void ensureValid(String key, Object value) {
        if (!(value instanceof List<?> listeners) || listeners.isEmpty()) {
            throw new ConfigException(key, value, "Give at least one listener such as http://:8083");
        }
        for (Object listener : listeners) {
            if (!(listener instanceof String text) || text.isBlank()) {
                throw new ConfigException(key, value, "A listener is blank; each has to be a URL such as http://:8083");
            }
        }
    }

    @Override
    public String toString() {
        return "one or more URLs of scheme http or https";
    }
}
