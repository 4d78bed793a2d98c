package dev.sluice.tool;

import dev.sluice.plugin.PluginSite;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What {@code list} prints: a row for each plugin and for each service entry without one, and how many there are. */
record PluginTable(List<Row> rows) {
    private static final List<String> HEADER = List.of(
            "pluginName",
            "firstAlias",
            "secondAlias",
            "pluginVersion",
            "pluginType",
            "isLoadable",
            "hasManifest",
            "pluginLocation");
    private static final String NO_ALIAS = "N/A";

    record Row(PluginSite.Plugin plugin, boolean loadable, boolean hasManifest, Path location) {
        String line() {
            List<String> aliases = plugin.aliases();
            return String.join(
                    "\t",
                    plugin.className(),
                    aliases.isEmpty() ? NO_ALIAS : aliases.get(0),
                    aliases.size() < 2 ? NO_ALIAS : aliases.get(1),
                    plugin.version(),
                    plugin.type().restName(),
                    Boolean.toString(loadable),
                    Boolean.toString(hasManifest),
                    location.toString());
        }
    }

    static PluginTable of(List<PluginSite> sites) throws IOException {
        List<Row> rows = new ArrayList<>();
        for (PluginSite site : sites) {
            Set<Manifests.Entry> declared = new TreeSet<>();
            for (Path file : site.files()) {
                declared.addAll(Manifests.read(file).entries());
            }
            for (PluginSite.Plugin plugin : site.plugins()) {
                boolean hasManifest = declared.remove(new Manifests.Entry(plugin.type(), plugin.className()));
                rows.add(new Row(plugin, true, hasManifest, site.path()));
            }
            for (Manifests.Entry entry : declared) {
                PluginSite.Plugin missing =
                        new PluginSite.Plugin(entry.type(), entry.className(), "undefined", List.of());
                rows.add(new Row(missing, false, true, site.path()));
            }
        }
        return new PluginTable(rows);
    }

    void print(PrintStream out) {
        out.println(String.join("\t", HEADER));
        rows.forEach(row -> out.println(row.line()));
        out.println();
        out.printf("Total plugins:      \t%d%n", rows.size());
        out.printf(
                "Loadable plugins:   \t%d%n",
                rows.stream().filter(Row::loadable).count());
        out.printf(
                "Compatible plugins: \t%d%n",
                rows.stream().filter(row -> row.loadable() && row.hasManifest()).count());
    }
}
