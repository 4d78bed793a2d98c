package org.apache.kafka.connect.transforms.util;

import java.util.List;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/** Accepts lists with at least one element. */
public class NonEmptyListValidator implements ConfigDef.Validator {
    public NonEmptyListValidator() {}

    @Override
    public void ensureValid(String name, Object value) {
        if (value == null || ((List<?>) value).isEmpty()) {
            throw new ConfigException(name, value, "At least one element is required");
        }
    }

    @Override
    public String toString() {
        return "non-empty list";
    }
}
