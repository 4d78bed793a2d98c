package dev.sluice.config;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;

/**
 * A transformation or predicate of a connector.
 *
 * @param alias      the name that the connector's config gives it
 * @param className  its class or an alias of that
 * @param version    version or range of versions (KIP-891); null for any
 * @param properties what it is configured with, prefix removed
 */
public record PluginSettings(String alias, String className, String version, Map<String, String> properties) {

    public PluginSettings {
        properties = Collections.unmodifiableMap(new HashMap<>(properties));
    }
}
