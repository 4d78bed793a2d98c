package org.apache.kafka.connect.json;

import dev.sluice.differential.Rendering;
import java.util.Map;
import java.util.function.LongFunction;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;

/** The definitions of the configuration keys without their documentation, and what wrong values lead to. */
public final class ConfigurationScenario implements LongFunction<String> {
    public ConfigurationScenario() {}

    @Override
    public String apply(long seed) {
        StringBuilder transcript = new StringBuilder(new JsonConverter(false).version()).append('\n');
        for (ConfigKey key : new JsonConverter().config().configKeys().values()) {
            transcript.append(definition(key)).append('\n');
        }
        Map<String, String> wrong = Map.of(
                "schemas.enable", "maybe",
                "schemas.cache.size", "many",
                "decimal.format", "HEX",
                "replace.null.with.default", "2",
                "converter.type", "both",
                "schema.content", "{\"type\":\"none\"}");
        wrong.forEach((key, value) -> transcript.append(key).append(configure(Map.of(key, value))));
        transcript.append(Rendering.outcome(() -> {
            new JsonConverter().configure(Map.of());
            return "configured";
        }));
        for (String content : new String[] {"", " ", "null", "nul", "5"}) {
            transcript.append(configure(Map.of("schema.content", content)));
        }
        return transcript.toString();
    }

    private static String configure(Map<String, String> config) {
        return Rendering.outcome(() -> {
            JsonConverter converter = new JsonConverter();
            converter.configure(Map.of("converter.type", "header"));
            converter.configure(config, false);
            JsonConverterConfig parsed = new JsonConverterConfig(
                    converter.config().parse(Map.of("converter.type", "key", "decimal.format", "numeric")));
            return parsed.decimalFormat() + " " + parsed.schemaCacheSize() + parsed.schemasEnabled()
                    + parsed.replaceNullWithDefault() + parsed.type();
        });
    }

    private static String definition(ConfigKey key) {
        Object defaultValue = key.defaultValue == ConfigDef.NO_DEFAULT_VALUE ? "required" : key.defaultValue;
        return String.join(
                " | ",
                key.name,
                key.type.name(),
                String.valueOf(defaultValue),
                key.importance.name(),
                String.valueOf(key.validator),
                key.group,
                String.valueOf(key.orderInGroup),
                key.width.name(),
                key.displayName);
    }
}
