package dev.sluice.plugin;

import java.util.Objects;
import java.util.Optional;

/**
 * One plugin class of one type in one place, as the scan found it.
 *
 * <p>Ordered by class name, then version (Maven's ordering), then place (the class path before isolated locations), then
 * type: within one class name the last is the newest.
 *
 * @param className the plugin's class name
 * @param type      what kind of plugin it is; a class may be of several types and then has several descriptors
 * @param version   what its {@code version()} returned, {@value #UNDEFINED} when it has none, the text {@code null} when
 *                  it returned null
 * @param location  where it lives: {@value #CLASSPATH}, or the location's URL
 */
public record PluginDescriptor(String className, PluginType type, String version, String location)
        implements Comparable<PluginDescriptor> {

    /** The version of a plugin that has none. */
    public static final String UNDEFINED = "undefined";

    /** The version of a plugin whose {@code version()} returned null. */
    private static final String NULL = "null";

    /** The location of plugins on the worker's own class path. */
    public static final String CLASSPATH = "classpath";

    public PluginDescriptor {
        Objects.requireNonNull(className, "className");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(location, "location");
    }

    /** The version as the plugin says it; empty if it returned null. */
    public Optional<String> saidVersion() {
        return Optional.of(version).filter(said -> !said.equals(NULL));
    }

    /** Whether the plugin is on the worker's own class path and so is not isolated from it. */
    public boolean onClassPath() {
        return location.equals(CLASSPATH);
    }

    @Override
    public int compareTo(PluginDescriptor other) {
        int byName = className.compareTo(other.className);
        if (byName != 0) {
            return byName;
        }
        int byVersion = VersionRange.compareVersions(version, other.version);
        if (byVersion != 0) {
            return byVersion;
        }
        int byIsolation = Boolean.compare(other.onClassPath(), onClassPath());
        if (byIsolation != 0) {
            return byIsolation;
        }
        int byLocation = location.compareTo(other.location);
        if (byLocation != 0) {
            return byLocation;
        }
        int byType = type.compareTo(other.type);
        // Versions may be equal in order and differ in text ("1" and "1.0"): equal order must mean equal.
        return byType != 0 ? byType : version.compareTo(other.version);
    }
}
