package dev.sluice.validation;

import dev.sluice.service.ValidationReport;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigValue;

/** Turns definitions and values of kafka-clients into those of a report. */
final class DefinedKeys {
    private DefinedKeys() {}

    /** @param prefix put before the name and before the names of dependents */
    static ValidationReport.Key key(String prefix, ConfigKey key) {
        boolean required = !key.hasDefault();
        return new ValidationReport.Key(
                prefix + key.name,
                key.type.name(),
                required,
                required ? null : ConfigDef.convertToString(key.defaultValue, key.type),
                key.importance.name(),
                key.documentation,
                key.group,
                key.orderInGroup,
                key.width.name(),
                key.displayName,
                key.dependents.stream().map(name -> prefix + name).toList());
    }

    /** @param type the type of the key, null where it has no definition */
    static ValidationReport.Value value(String prefix, ConfigValue value, Type type) {
        // Of a list one element at a time is recommended.
        Type recommendedType = type == Type.LIST ? Type.STRING : type;
        List<String> recommended = value.recommendedValues().stream()
                .filter(Objects::nonNull)
                .map(one -> text(one, recommendedType))
                .toList();
        return new ValidationReport.Value(
                prefix + value.name(),
                text(value.value(), type),
                recommended,
                List.copyOf(value.errorMessages()),
                value.visible());
    }

    private static String text(Object value, Type type) {
        if (value == null) {
            return null;
        }
        return type == null || value instanceof String ? value.toString() : ConfigDef.convertToString(value, type);
    }
}
