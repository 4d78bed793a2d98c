package dev.sluice.plugin;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a scan found in one location; what the index keeps of it.
 *
 * @param name     the location's name
 * @param stamps   the files that were read
 * @param plugins  the plugins that could be instantiated
 * @param failed   the candidates that could not; worth another attempt at the next start
 * @param subtypes for the class path, the types of all classes that are of a plugin type, abstract ones as well: plugins
 *                 elsewhere may extend them; empty for other locations
 * @param drivers  whether there are JDBC drivers
 */
record LocationFindings(
        String name,
        List<FileStamp> stamps,
        List<Found> plugins,
        List<PluginCandidate> failed,
        Map<String, Set<PluginType>> subtypes,
        boolean drivers) {

    /** A plugin with the version that it gave. */
    record Found(PluginCandidate plugin, String version) {}

    /** The same findings, with the files' present times. */
    LocationFindings withStamps(List<FileStamp> present) {
        return new LocationFindings(name, present, plugins, failed, subtypes, drivers);
    }

    /** The class names that service files here list, with the types that they give them. */
    Map<String, Set<PluginType>> declared() {
        Map<String, Set<PluginType>> declared = new HashMap<>();
        for (Found found : plugins) {
            declared.put(found.plugin().className(), found.plugin().declared());
        }
        for (PluginCandidate candidate : failed) {
            declared.put(candidate.className(), candidate.declared());
        }
        declared.values().removeIf(Set::isEmpty);
        return declared;
    }

    /** The plugins as the catalog lists them: one for each type. */
    List<PluginDescriptor> descriptors() {
        List<PluginDescriptor> descriptors = new ArrayList<>();
        for (Found found : plugins) {
            for (PluginType type : found.plugin().types()) {
                descriptors.add(new PluginDescriptor(found.plugin().className(), type, found.version(), name));
            }
        }
        return descriptors;
    }
}
