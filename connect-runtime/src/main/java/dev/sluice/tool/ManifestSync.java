package dev.sluice.tool;

import dev.sluice.plugin.PluginSite;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Which service files of a plugin location have to change so that they name what is there. */
final class ManifestSync {
    /** Takes what is added to a directory of archives, so that those stay as they were published. */
    static final String SHIM = "connect-plugin-path-shim-1.0.0.jar";

    private ManifestSync() {}

    /**
     * @param keepNotFound whether entries of plugins that are not there stay
     * @return an edit for each file that has to change
     */
    static List<ManifestEdit> of(PluginSite site, boolean keepNotFound) throws IOException {
        Set<Manifests.Entry> there = new TreeSet<>();
        site.plugins().forEach(plugin -> there.add(new Manifests.Entry(plugin.type(), plugin.className())));
        Set<Manifests.Entry> missing = new TreeSet<>(there);
        List<Manifests> all = new ArrayList<>();
        for (Path file : site.files()) {
            Manifests manifests = Manifests.read(file);
            missing.removeAll(manifests.entries());
            all.add(manifests);
        }
        Path target = site.form() == PluginSite.Form.MULTI_JAR ? site.path().resolve(SHIM) : site.path();
        List<ManifestEdit> edits = new ArrayList<>();
        boolean targetIsNew =
                all.stream().noneMatch(manifests -> manifests.file().equals(target));
        if (targetIsNew) {
            edits.add(new ManifestEdit(target, missing, Set.of()));
        }
        for (Manifests manifests : all) {
            Set<Manifests.Entry> gone = manifests.entries();
            gone.removeAll(there);
            edits.add(new ManifestEdit(
                    manifests.file(),
                    manifests.file().equals(target) ? missing : Set.of(),
                    keepNotFound ? Set.of() : gone));
        }
        edits.removeIf(ManifestEdit::isEmpty);
        return edits;
    }
}
