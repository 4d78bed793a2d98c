package dev.sluice.plugin;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Turns what was read from a location's files into its plugins. */
final class LocationScan {

    private final PluginDiscoveryMode mode;
    private final Map<String, Set<PluginType>> parentTypes;
    private final Map<String, Set<PluginType>> parentServices;

    /**
     * @param parentTypes    the types of the parent's classes, see {@link LocationFindings#subtypes}
     * @param parentServices what the parent's service files list, see {@link LocationFindings#declared}: a location's
     *                       loader sees these as well, and may have a class of such a name
     */
    LocationScan(
            PluginDiscoveryMode mode,
            Map<String, Set<PluginType>> parentTypes,
            Map<String, Set<PluginType>> parentServices) {
        this.mode = mode;
        this.parentTypes = parentTypes;
        this.parentServices = parentServices;
    }

    /** Finds the candidates of a location; none of them has been tried out, all are among the failed. */
    LocationFindings examine(PluginLocation location, List<CodeFile> files) {
        Map<String, TypeHierarchy.Subtype> subtypes =
                mode.scansClasses() ? new TypeHierarchy(files, parentTypes).subtypes() : Map.of();
        Map<String, PluginCandidate> candidates = new TreeMap<>();
        subtypes.forEach((name, subtype) -> {
            if (subtype.header().concrete()) {
                String className = name.replace('/', '.');
                String source = subtype.source().toString();
                candidates.put(className, new PluginCandidate(className, subtype.types(), Set.of(), source));
            }
        });
        for (CodeFile file : files) {
            String source = file.stamp().path().toString();
            file.services().forEach((type, names) -> {
                if (mode.loadsServices() || !type.scannable()) {
                    names.forEach(name -> declare(candidates, name, Set.of(type), source));
                }
            });
            file.watched().forEach(name -> declare(candidates, name, parentServices.get(name), source));
        }
        Map<String, Set<PluginType>> types = new HashMap<>();
        if (location.isClassPath()) {
            subtypes.forEach((name, subtype) -> types.put(name, subtype.types()));
        }
        return new LocationFindings(
                location.name(),
                files.stream().map(CodeFile::stamp).toList(),
                List.of(),
                List.copyOf(candidates.values()),
                types,
                files.stream().anyMatch(CodeFile::drivers));
    }

    /** Tries out what has not been, or could not be, instantiated so far, one after another in this thread. */
    static LocationFindings tryOut(LocationFindings findings, ClassLoader loader) {
        if (findings.failed().isEmpty()) {
            return findings;
        }
        PluginProbe probe = new PluginProbe(loader, findings.name());
        List<LocationFindings.Found> plugins = new ArrayList<>(findings.plugins());
        List<PluginCandidate> failed = new ArrayList<>();
        for (PluginCandidate candidate : findings.failed()) {
            PluginProbe.Outcome outcome = probe.probe(candidate);
            if (outcome instanceof PluginProbe.Outcome.Usable usable) {
                plugins.add(usable.plugin());
            } else if (outcome instanceof PluginProbe.Outcome.Failed) {
                failed.add(candidate);
            }
        }
        return new LocationFindings(
                findings.name(), findings.stamps(), plugins, failed, findings.subtypes(), findings.drivers());
    }

    private static void declare(
            Map<String, PluginCandidate> candidates, String name, Set<PluginType> types, String source) {
        PluginCandidate known = candidates.get(name);
        EnumSet<PluginType> declared = EnumSet.copyOf(types);
        if (known != null) {
            declared.addAll(known.declared());
        }
        candidates.put(
                name,
                new PluginCandidate(
                        name,
                        known == null ? Set.of() : known.scanned(),
                        declared,
                        known == null ? source : known.source()));
    }
}
