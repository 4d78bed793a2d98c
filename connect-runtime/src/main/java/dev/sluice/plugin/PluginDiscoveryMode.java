package dev.sluice.plugin;

import java.util.Locale;
import org.apache.kafka.common.config.ConfigException;

/** How plugins are found: the values of {@code plugin.discovery} (KIP-898). */
public enum PluginDiscoveryMode {
    /** Class files are read; service files count only for the types that cannot be found otherwise. */
    ONLY_SCAN,
    /** Class files and service files; plugins without a service file are listed in a warning. */
    HYBRID_WARN,
    /** Class files and service files; plugins without a service file stop the start. */
    HYBRID_FAIL,
    /** Service files only; plugins without one are invisible. */
    SERVICE_LOAD;

    /** The worker's configuration key. */
    public static final String CONFIG = "plugin.discovery";

    /** What holds when the key is absent. */
    public static final PluginDiscoveryMode DEFAULT = HYBRID_WARN;

    /**
     * Reads a configured value, in any letter case.
     *
     * @throws ConfigException if the value is none of the modes; names the key and the allowed values
     */
    public static PluginDiscoveryMode parse(String value) {
        if (value != null) {
            for (PluginDiscoveryMode mode : values()) {
                if (mode.name().equalsIgnoreCase(value.trim())) {
                    return mode;
                }
            }
        }
        throw new ConfigException(
                CONFIG, value, "must be one of only_scan, hybrid_warn, hybrid_fail, service_load (in any letter case)");
    }

    /** Whether class files are read for plugins. */
    boolean scansClasses() {
        return this != SERVICE_LOAD;
    }

    /** Whether service files count for the types that can be found by reading class files. */
    boolean loadsServices() {
        return this != ONLY_SCAN;
    }

    /** {@inheritDoc} The configured text, in lower case. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
