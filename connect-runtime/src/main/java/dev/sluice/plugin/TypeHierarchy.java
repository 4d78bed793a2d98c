package dev.sluice.plugin;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Tells from class files which classes are of a plugin type, without loading them. Names are in the class file's form,
 * with slashes.
 */
final class TypeHierarchy {

    private static final Map<String, Set<PluginType>> ROOTS = PluginType.scannableTypes().stream()
            .collect(Collectors.toUnmodifiableMap(
                    type -> type.pluginClass().getName().replace('.', '/'), Set::of));

    private final List<CodeFile> files;
    private final Map<String, ClassHeader> own = new HashMap<>();
    private final Map<String, Set<PluginType>> parent;
    private final Map<String, Set<PluginType>> resolved = new HashMap<>();

    /** A class of a plugin type, with its types and where it is. */
    record Subtype(ClassHeader header, Set<PluginType> types, Path source) {}

    /**
     * @param files  the files of a location, in the order in which its class loader searches them
     * @param parent the types of the classes that the location's class loader may get from its parent
     */
    TypeHierarchy(List<CodeFile> files, Map<String, Set<PluginType>> parent) {
        this.files = files;
        this.parent = parent;
        for (CodeFile file : files) {
            // The first file that has a class is the one that it is loaded from.
            file.classes().forEach(header -> own.putIfAbsent(header.name(), header));
        }
    }

    /** The location's classes that are of a plugin type, by name. */
    Map<String, Subtype> subtypes() {
        Map<String, Subtype> subtypes = new TreeMap<>();
        for (CodeFile file : files) {
            for (ClassHeader header : file.classes()) {
                Set<PluginType> types = types(header.name());
                if (!types.isEmpty() && !ROOTS.containsKey(header.name())) {
                    subtypes.putIfAbsent(
                            header.name(),
                            new Subtype(header, types, file.stamp().path()));
                }
            }
        }
        return subtypes;
    }

    private Set<PluginType> types(String name) {
        Set<PluginType> root = ROOTS.get(name);
        if (root != null) {
            return root;
        }
        Set<PluginType> known = resolved.get(name);
        if (known != null) {
            return known;
        }
        ClassHeader header = own.get(name);
        Set<PluginType> inherited = parent.getOrDefault(name, Set.of());
        if (header == null || (!inherited.isEmpty() && !IsolationRules.mayIsolate(name.replace('/', '.')))) {
            return inherited;
        }
        resolved.put(name, Set.of()); // A broken archive may hold classes that extend one another.
        Set<PluginType> types = types(header.superName());
        for (String implemented : header.interfaces()) {
            types = union(types, types(implemented));
        }
        resolved.put(name, types);
        return types;
    }

    private static Set<PluginType> union(Set<PluginType> some, Set<PluginType> others) {
        if (some.isEmpty() || others.isEmpty()) {
            return some.isEmpty() ? others : some;
        }
        EnumSet<PluginType> all = EnumSet.copyOf(some);
        all.addAll(others);
        return all;
    }
}
