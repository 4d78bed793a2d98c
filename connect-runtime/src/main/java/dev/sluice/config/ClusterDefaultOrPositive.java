package dev.sluice.config;

import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/** A count that is -1, for the brokers' default, or at least 1. */
final class ClusterDefaultOrPositive implements ConfigDef.Validator {
    @Override
    public void ensureValid(String key, Object value) {
        long number = ((Number) value).longValue();
        if (number != -1 && number < 1) {
            throw new ConfigException(key, value, "Use -1 for the brokers' default, or a number from 1");
        }
    }

    @Override
    public String toString() {
        return "-1 for the brokers' default, or at least 1";
    }
}
