package dev.sluice.plugin;

import java.util.EnumSet;
import java.util.Set;

/**
 * A class that looks like a plugin from outside.
 *
 * @param className the class
 * @param scanned   the types that its class file shows
 * @param declared  the types that service files give it
 * @param source    the archive or directory that names it
 */
record PluginCandidate(String className, Set<PluginType> scanned, Set<PluginType> declared, String source) {

    /** All types that it claims. */
    Set<PluginType> types() {
        EnumSet<PluginType> types = EnumSet.noneOf(PluginType.class);
        types.addAll(scanned);
        types.addAll(declared);
        return types;
    }
}
