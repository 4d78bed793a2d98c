package dev.sluice.validation;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;

/**
 * Recommends the same values whatever else is configured.
 *
 * @param show whether there is reason to show the key at all
 */
record Recommendation(List<String> values, boolean show) implements ConfigDef.Recommender {
    @Override
    public List<Object> validValues(String name, Map<String, Object> parsedConfig) {
        return List.copyOf(values);
    }

    @Override
    public boolean visible(String name, Map<String, Object> parsedConfig) {
        return show;
    }
}
