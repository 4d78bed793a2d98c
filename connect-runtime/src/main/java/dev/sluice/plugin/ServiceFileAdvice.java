package dev.sluice.plugin;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.connect.errors.ConnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says, in the hybrid modes, which plugins lack a service file, or that none does (KIP-898). */
final class ServiceFileAdvice {

    private static final Logger LOG = LoggerFactory.getLogger(ServiceFileAdvice.class);

    private ServiceFileAdvice() {}

    /**
     * Checks what was found against the mode.
     *
     * @throws ConnectException in mode {@code hybrid_fail} if a plugin lacks a service file
     */
    static void check(PluginDiscoveryMode mode, Collection<LocationFindings> locations) {
        if (mode != PluginDiscoveryMode.HYBRID_WARN && mode != PluginDiscoveryMode.HYBRID_FAIL) {
            return;
        }
        List<String> missing = new ArrayList<>(missing(locations));
        if (missing.isEmpty()) {
            LOG.warn(
                    "All plugins have service files; scanning class files is not needed, consider {}={}",
                    PluginDiscoveryMode.CONFIG,
                    PluginDiscoveryMode.SERVICE_LOAD);
            return;
        }
        if (mode == PluginDiscoveryMode.HYBRID_FAIL) {
            throw new ConnectException("Plugins without a service file: " + missing + ". " + PluginDiscoveryMode.CONFIG
                    + "=" + mode + " demands one for each plugin. Add it, for instance with connect-plugin-path.sh"
                    + " sync-manifests, or set " + PluginDiscoveryMode.CONFIG + "=" + PluginDiscoveryMode.HYBRID_WARN
                    + ".");
        }
        LOG.warn(
                "Plugins without a service file would not be found with {}={}; connect-plugin-path.sh sync-manifests adds"
                        + " service files, {}={} silences this: plugins={}",
                PluginDiscoveryMode.CONFIG,
                PluginDiscoveryMode.SERVICE_LOAD,
                PluginDiscoveryMode.CONFIG,
                PluginDiscoveryMode.ONLY_SCAN,
                missing);
    }

    private static Set<String> missing(Collection<LocationFindings> locations) {
        Set<String> missing = new TreeSet<>();
        for (LocationFindings location : locations) {
            for (LocationFindings.Found found : location.plugins()) {
                PluginCandidate plugin = found.plugin();
                for (PluginType type : plugin.scanned()) {
                    if (!plugin.declared().contains(type)) {
                        missing.add(plugin.className() + " (" + type + ", " + location.name() + ")");
                    }
                }
            }
        }
        return missing;
    }
}
