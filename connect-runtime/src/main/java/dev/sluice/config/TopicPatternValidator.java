package dev.sluice.config;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/** A regular expression of {@link Pattern}. */
final class TopicPatternValidator implements ConfigDef.Validator {
    @Override
    public void ensureValid(String key, Object value) {
        if (value == null) {
            return;
        }
        try {
            Pattern.compile((String) value);
        } catch (PatternSyntaxException e) {
            throw new ConfigException(
                    key, value, "Not a regular expression: " + e.getDescription() + " at position " + e.getIndex());
        }
    }

    @Override
    public String toString() {
        return "a regular expression";
    }
}
