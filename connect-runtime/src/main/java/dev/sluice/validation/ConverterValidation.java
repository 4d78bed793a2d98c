package dev.sluice.validation;

import dev.sluice.plugin.Isolated;
import dev.sluice.plugin.PluginCatalog;
import dev.sluice.plugin.PluginType;
import dev.sluice.plugin.PluginVersionNotFoundException;
import dev.sluice.service.ValidationReport;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.storage.Converter;
import org.apache.kafka.connect.storage.HeaderConverter;

/** Validates the settings of a connector's own converters by the converters' own definitions (KIP-970). */
final class ConverterValidation {
    private final PluginCatalog plugins;

    ConverterValidation(PluginCatalog plugins) {
        this.plugins = plugins;
    }

    /**
     * @param which     {@code key}, {@code value} or {@code header}
     * @param framework what is known of the framework's keys so far; gets the errors that belong to them
     */
    ReportSection validate(
            String which, Map<String, String> config, Map<String, ConfigValue> framework, ClassLoader connectorLoader) {
        String key = which + ".converter";
        ConfigValue classValue = framework.get(key);
        ConfigValue versionValue = framework.get(key + ".plugin.version");
        String className = config.get(key);
        if (className == null
                || !classValue.errorMessages().isEmpty()
                || !versionValue.errorMessages().isEmpty()) {
            return ReportSection.EMPTY;
        }
        PluginType type = which.equals("header") ? PluginType.HEADER_CONVERTER : PluginType.CONVERTER;
        try {
            Isolated<Object> converter =
                    plugins.newInstance(className, config.get(key + ".plugin.version"), type, connectorLoader);
            try {
                return validate(key + ".", which, config, converter);
            } finally {
                converter.closeQuietly();
            }
        } catch (PluginVersionNotFoundException e) {
            classValue.addErrorMessage(e.getMessage());
            versionValue.addErrorMessage(e.getMessage());
        } catch (ConnectException e) {
            classValue.addErrorMessage(e.getMessage());
        } catch (Exception | LinkageError e) {
            classValue.addErrorMessage("Converter " + className + " failed to say what its settings are: " + e);
        }
        return ReportSection.EMPTY;
    }

    private static ReportSection validate(
            String prefix, String which, Map<String, String> config, Isolated<Object> converter) {
        ConfigDef def = converter.call(ConverterValidation::keysOf);
        if (def == null) {
            return ReportSection.EMPTY;
        }
        Map<String, String> settings = new HashMap<>();
        config.forEach((name, value) -> {
            if (name.startsWith(prefix)) {
                settings.put(name.substring(prefix.length()), value);
            }
        });
        settings.putIfAbsent("converter.type", which);
        List<ConfigValue> values = converter.call(plugin -> def.validate(settings));
        List<ValidationReport.Entry> entries = new ArrayList<>();
        int errors = 0;
        for (ConfigValue value : values) {
            ConfigDef.ConfigKey key = def.configKeys().get(value.name());
            entries.add(new ValidationReport.Entry(
                    key == null ? null : DefinedKeys.key(prefix, key),
                    DefinedKeys.value(prefix, value, key == null ? null : key.type)));
            errors += value.errorMessages().isEmpty() ? 0 : 1;
        }
        return new ReportSection(entries, errors);
    }

    private static ConfigDef keysOf(Object converter) {
        return converter instanceof HeaderConverter headers ? headers.config() : ((Converter) converter).config();
    }
}
