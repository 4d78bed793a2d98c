package org.apache.kafka.connect.transforms.util;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/** Accepts texts that are regular expressions of Java. */
public class RegexValidator implements ConfigDef.Validator {
    public RegexValidator() {}

    @Override
    public void ensureValid(String name, Object value) {
        if (!(value instanceof String regex)) {
            throw new ConfigException(name, value, "A regular expression is required");
        }
        try {
            Pattern.compile(regex);
        } catch (PatternSyntaxException e) {
            throw new ConfigException(name, value, "Not a regular expression of Java: " + e.getMessage());
        }
    }

    @Override
    public String toString() {
        return "valid regex";
    }
}
