package dev.sluice.validation;

import dev.sluice.service.ServiceException;
import dev.sluice.service.ValidationReport;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.types.Password;

/**
 * Keeps secrets of a config out of what is said of it: values that config providers gave, in place of which the variable
 * is shown, and values of keys of type PASSWORD. Immutable.
 */
final class Secrets {
    private final Map<String, String> raw;
    private final Map<String, String> resolved;

    /**
     * @param raw      with variables
     * @param resolved without
     */
    Secrets(Map<String, String> raw, Map<String, String> resolved) {
        this.raw = raw;
        this.resolved = resolved;
    }

    /** The report without secrets. */
    ValidationReport hide(ValidationReport report) {
        Map<String, String> standIns = standIns();
        for (ValidationReport.Entry entry : report.configs()) {
            String given = isPassword(entry) ? resolved.get(entry.definition().name()) : null;
            if (given != null) {
                standIns.putIfAbsent(given, Password.HIDDEN);
            }
        }
        standIns.keySet().removeIf(String::isBlank);
        List<ValidationReport.Entry> entries = new ArrayList<>();
        for (ValidationReport.Entry entry : report.configs()) {
            entries.add(new ValidationReport.Entry(entry.definition(), hide(entry, standIns)));
        }
        return new ValidationReport(report.name(), report.errorCount(), report.groups(), entries);
    }

    /** The failure, or one in its place whose message has no values of config providers; it has no cause then. */
    RuntimeException hide(RuntimeException failure) {
        Map<String, String> standIns = standIns();
        String told = hide(String.valueOf(failure), standIns);
        if (told.equals(String.valueOf(failure))) {
            return failure;
        }
        return failure instanceof ServiceException.BadRequest
                ? new ServiceException.BadRequest(hide(failure.getMessage(), standIns))
                : new ServiceException(told);
    }

    private ValidationReport.Value hide(ValidationReport.Entry entry, Map<String, String> standIns) {
        ValidationReport.Value value = entry.value();
        if (value == null) {
            return null;
        }
        String shown = value.value();
        if (shown != null && isPassword(entry)) {
            shown = Password.HIDDEN;
        } else if (shown != null && isVariable(value.name())) {
            shown = raw.get(value.name());
        }
        List<String> errors =
                value.errors().stream().map(error -> hide(error, standIns)).toList();
        return new ValidationReport.Value(value.name(), shown, value.recommendedValues(), errors, value.visible());
    }

    private static boolean isPassword(ValidationReport.Entry entry) {
        return entry.definition() != null && entry.definition().type().equals(ConfigDef.Type.PASSWORD.name());
    }

    private boolean isVariable(String key) {
        return raw.get(key) != null && !raw.get(key).equals(resolved.get(key));
    }

    /** What stands in each secret's place. */
    private Map<String, String> standIns() {
        Map<String, String> standIns = new HashMap<>();
        resolved.forEach((key, value) -> {
            if (value != null && !value.isBlank() && isVariable(key)) {
                standIns.put(value, raw.get(key));
            }
        });
        return standIns;
    }

    private static String hide(String text, Map<String, String> standIns) {
        String hidden = text;
        for (Map.Entry<String, String> each : standIns.entrySet()) {
            hidden = hidden.replace(each.getKey(), each.getValue());
        }
        return hidden;
    }
}
