package dev.sluice.plugin;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.connect.components.Versioned;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tries out candidates: a plugin is a class that loads, can be instantiated and is of the types that it claims. */
final class PluginProbe {

    private static final Logger LOG = LoggerFactory.getLogger(PluginProbe.class);

    /** What became of a candidate. */
    sealed interface Outcome {
        /** It is a plugin. */
        record Usable(LocationFindings.Found plugin) implements Outcome {}

        /** It cannot be used; it has been logged why. */
        record Failed(PluginCandidate candidate) implements Outcome {}

        /** It is not this location's: the class comes from elsewhere, or is of no type that it claims. */
        record Foreign() implements Outcome {}
    }

    private final ClassLoader loader;
    private final String location;

    PluginProbe(ClassLoader loader, String location) {
        this.loader = loader;
        this.location = location;
    }

    Outcome probe(PluginCandidate candidate) {
        try {
            Class<?> pluginClass = PluginInstantiator.load(candidate.className(), loader);
            if (pluginClass.getClassLoader() != loader) {
                LOG.debug(
                        "Class left out, another loader's goes before it: class={} location={} loader={}",
                        candidate.className(),
                        location,
                        pluginClass.getClassLoader());
                return new Outcome.Foreign();
            }
            Set<PluginType> scanned = confirmed(candidate.scanned(), pluginClass);
            Set<PluginType> declared = confirmed(candidate.declared(), pluginClass);
            if (declared.size() < candidate.declared().size()) {
                LOG.error(
                        "Service file names a class that is not of its type: class={} declared={} source={}",
                        candidate.className(),
                        candidate.declared(),
                        candidate.source());
            }
            if (scanned.isEmpty() && declared.isEmpty()) {
                return new Outcome.Foreign();
            }
            String version = versionOf(PluginInstantiator.instantiate(pluginClass, loader), loader);
            PluginCandidate plugin = new PluginCandidate(candidate.className(), scanned, declared, candidate.source());
            return new Outcome.Usable(new LocationFindings.Found(plugin, version));
        } catch (PluginInstantiator.Failure e) {
            LOG.error(
                    "Plugin skipped: class={} types={} source={} reason={}",
                    candidate.className(),
                    candidate.types(),
                    candidate.source(),
                    e.getMessage(),
                    e.getCause());
            return new Outcome.Failed(candidate);
        }
    }

    /** What a plugin says its version is; {@link PluginDescriptor#UNDEFINED} if it cannot say. */
    static String versionOf(Object plugin, ClassLoader loader) {
        if (!(plugin instanceof Versioned versioned)) {
            return PluginDescriptor.UNDEFINED;
        }
        ClassLoader previous = Isolated.enter(loader);
        try {
            return Optional.ofNullable(versioned.version()).orElse("null");
        } catch (RuntimeException | LinkageError e) {
            LOG.error(
                    "Plugin's version() failed, taken as undefined: class={}",
                    plugin.getClass().getName(),
                    e);
            return PluginDescriptor.UNDEFINED;
        } finally {
            Isolated.exit(previous);
        }
    }

    private static Set<PluginType> confirmed(Set<PluginType> claimed, Class<?> pluginClass) {
        EnumSet<PluginType> types = EnumSet.noneOf(PluginType.class);
        for (PluginType type : claimed) {
            if (type.pluginClass().isAssignableFrom(pluginClass)) {
                types.add(type);
            }
        }
        return types;
    }
}
