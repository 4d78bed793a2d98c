package dev.sluice.rest;

import dev.sluice.config.WorkerConfig;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The {@code ssl.*} settings that apply to HTTPS listeners or to requests to other workers. If the worker file has one
 * key with the prefix, only keys with the prefix count; else the plain {@code ssl.*} keys do.
 */
final class TlsSettings {
    static final String MAIN_PREFIX = "listeners.https.";
    static final String ADMIN_PREFIX = "admin.listeners.https.";

    private final Map<String, String> settings;

    private TlsSettings(Map<String, String> settings) {
        this.settings = settings;
    }

    static TlsSettings of(WorkerConfig config, String prefix) {
        Map<String, String> prefixed = config.withPrefix(prefix);
        return new TlsSettings(prefixed.isEmpty() ? new HashMap<>(config.properties()) : prefixed);
    }

    /** A setting, if it is there and not blank. */
    Optional<String> get(String key) {
        return Optional.ofNullable(settings.get(key)).map(String::trim).filter(value -> !value.isEmpty());
    }

    String get(String key, String byDefault) {
        return get(key).orElse(byDefault);
    }

    /** Whether a setting is there and blank, which for some means "none" rather than the default. */
    boolean isBlank(String key) {
        String value = settings.get(key);
        return value != null && value.isBlank();
    }

    List<String> list(String key) {
        return get(key).map(value -> List.of(value.split("\\s*,\\s*"))).orElse(List.of());
    }
}
