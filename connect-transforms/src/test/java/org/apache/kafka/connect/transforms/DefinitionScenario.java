package org.apache.kafka.connect.transforms;

import dev.sluice.differential.Rendering;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeSet;
import java.util.function.LongFunction;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.transforms.predicates.Predicate;

/** What is offered as a service, and the definitions of its configuration keys without their documentation. */
public final class DefinitionScenario implements LongFunction<String> {
    private static final List<String> VALUES = Arrays.asList(
            null,
            "",
            " ",
            "a",
            "a,b",
            "a,a",
            "a,,b",
            "a:b",
            "a:b:c",
            "a:int8",
            "int8",
            "int8,a:int8",
            "bytes",
            "V1",
            "v2",
            "V3",
            "true",
            "maybe",
            "1",
            "-1",
            "x1",
            "[",
            ".*",
            "string",
            "Date",
            "date",
            "seconds",
            "SECONDS",
            "move",
            "Copy");

    public DefinitionScenario() {}

    @Override
    public String apply(long seed) {
        TreeSet<String> definitions = new TreeSet<>();
        for (Transformation<?> transformation :
                ServiceLoader.load(Transformation.class, getClass().getClassLoader())) {
            definitions.add(definition(transformation, transformation.config()));
        }
        for (Predicate<?> predicate :
                ServiceLoader.load(Predicate.class, getClass().getClassLoader())) {
            definitions.add(definition(predicate, predicate.config()));
        }
        return String.join("\n", definitions);
    }

    private static String definition(Object plugin, ConfigDef def) {
        StringBuilder text = new StringBuilder(plugin.getClass().getName());
        for (ConfigKey key : def.configKeys().values()) {
            Object defaultValue = key.defaultValue == ConfigDef.NO_DEFAULT_VALUE ? "required" : key.defaultValue;
            String validator =
                    key.validator == null ? "" : key.validator.getClass().getSimpleName() + key.validator;
            text.append("\n  ").append(String.join(" | ", key.name, key.type.name(), String.valueOf(defaultValue)));
            text.append(" | ").append(String.join(" | ", key.importance.name(), validator, key.group));
            text.append(key.orderInGroup)
                    .append(key.width)
                    .append(key.displayName)
                    .append(key.dependents)
                    .append(key.internalConfig)
                    .append(key.alternativeString)
                    .append(key.recommender == null);
            text.append(verdicts(def, key));
        }
        return text.toString();
    }

    /** What is said to values of many kinds when they are parsed and checked. */
    private static String verdicts(ConfigDef def, ConfigKey key) {
        StringBuilder text = new StringBuilder();
        for (String value : VALUES) {
            text.append("\n    ").append(value).append(" -> ");
            text.append(Rendering.outcome(() -> verdict(def, key, value)));
            text.append(Rendering.outcome(() -> {
                Object parsed = ConfigDef.parseType(key.name, value, key.type);
                if (key.validator != null) {
                    key.validator.ensureValid(key.name, parsed);
                }
                return parsed;
            }));
        }
        return text.toString();
    }

    /** As the REST API would say it, without the words. */
    private static String verdict(ConfigDef def, ConfigKey key, String value) {
        Map<String, String> props = new HashMap<>();
        props.put(key.name, value);
        for (ConfigValue result : def.validate(props)) {
            if (result.name().equals(key.name)) {
                return Rendering.value(result.value())
                        + result.errorMessages().size()
                        + result.recommendedValues()
                        + result.visible();
            }
        }
        return "nothing";
    }
}
