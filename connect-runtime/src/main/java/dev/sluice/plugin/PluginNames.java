package dev.sluice.plugin;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The names by which plugins can be configured: class names, simple class names, and simple class names without the
 * type's word, as long as no other class answers to them.
 */
final class PluginNames {

    private final Map<String, String> aliases = new TreeMap<>();
    private final Map<String, Set<String>> ambiguous = new TreeMap<>();
    private final Map<String, Set<String>> connectorsBySimpleName = new TreeMap<>();

    PluginNames(Collection<PluginDescriptor> plugins) {
        Map<String, Set<String>> claims = new TreeMap<>();
        for (PluginDescriptor plugin : plugins) {
            String simpleName = simpleName(plugin.className());
            add(claims, simpleName, plugin.className());
            add(claims, withoutTypeWord(simpleName, plugin.type()), plugin.className());
            if (plugin.type().isConnector()) {
                add(connectorsBySimpleName, simpleName, plugin.className());
            }
        }
        claims.forEach((alias, classNames) -> {
            if (classNames.size() == 1) {
                aliases.put(alias, classNames.iterator().next());
            } else {
                ambiguous.put(alias, classNames);
            }
        });
    }

    /** What each alias stands for, sorted. */
    Map<String, String> aliases() {
        return aliases;
    }

    /** The class names that would have the same alias, by alias. */
    Map<String, Set<String>> ambiguous() {
        return ambiguous;
    }

    /** The aliases of a class. */
    Set<String> aliasesOf(String className) {
        return aliases.entrySet().stream()
                .filter(alias -> alias.getValue().equals(className))
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** What an alias stands for; any other text is taken to be a class name. */
    String className(String classOrAlias) {
        return aliases.getOrDefault(classOrAlias, classOrAlias);
    }

    /** The connectors whose simple name is the text, with or without the word {@code Connector}. */
    Set<String> connectorsCalled(String simpleName) {
        Set<String> classNames = new TreeSet<>(connectorsBySimpleName.getOrDefault(simpleName, Set.of()));
        classNames.addAll(connectorsBySimpleName.getOrDefault(simpleName + PluginType.SINK.typeWord(), Set.of()));
        return classNames;
    }

    /** The names that a plugin would have beside its class name if no other claimed them: one or two. */
    static List<String> claimsOf(PluginDescriptor plugin) {
        String simpleName = simpleName(plugin.className());
        String shorter = withoutTypeWord(simpleName, plugin.type());
        return simpleName.equals(shorter) ? List.of(simpleName) : List.of(simpleName, shorter);
    }

    private static void add(Map<String, Set<String>> names, String name, String className) {
        names.computeIfAbsent(name, key -> new TreeSet<>()).add(className);
    }

    private static String simpleName(String className) {
        String name = className.substring(className.lastIndexOf('.') + 1);
        String nested = name.substring(name.lastIndexOf('$') + 1);
        return nested.isEmpty() ? name : nested;
    }

    private static String withoutTypeWord(String simpleName, PluginType type) {
        int word = simpleName.lastIndexOf(type.typeWord());
        return word > 0 ? simpleName.substring(0, word) : simpleName;
    }
}
