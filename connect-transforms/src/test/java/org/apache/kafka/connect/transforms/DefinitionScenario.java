package org.apache.kafka.connect.transforms;

import java.util.ServiceLoader;
import java.util.TreeSet;
import java.util.function.LongFunction;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.apache.kafka.connect.transforms.predicates.Predicate;

/** What is offered as a service, and the definitions of its configuration keys without their documentation. */
public final class DefinitionScenario implements LongFunction<String> {
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
                    .append(key.dependents);
        }
        return text.toString();
    }
}
