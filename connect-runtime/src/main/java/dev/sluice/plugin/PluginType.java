package dev.sluice.plugin;

import java.util.EnumSet;
import java.util.Set;
import org.apache.kafka.common.config.provider.ConfigProvider;
import org.apache.kafka.connect.connector.policy.ConnectorClientConfigOverridePolicy;
import org.apache.kafka.connect.rest.ConnectRestExtension;
import org.apache.kafka.connect.sink.SinkConnector;
import org.apache.kafka.connect.source.SourceConnector;
import org.apache.kafka.connect.storage.Converter;
import org.apache.kafka.connect.storage.HeaderConverter;
import org.apache.kafka.connect.transforms.Transformation;
import org.apache.kafka.connect.transforms.predicates.Predicate;

/**
 * The kinds of plugin that a worker knows, in the order in which {@code GET /connector-plugins} lists them.
 *
 * <p>Config providers, REST extensions and override policies are found through service files only; the others also by
 * reading class files, see {@link PluginDiscoveryMode}.
 */
public enum PluginType {
    SINK("sink", SinkConnector.class, "Connector", true),
    SOURCE("source", SourceConnector.class, "Connector", true),
    TRANSFORMATION("transformation", Transformation.class, "Transformation", true),
    PREDICATE("predicate", Predicate.class, "Predicate", true),
    CONVERTER("converter", Converter.class, "Converter", true),
    HEADER_CONVERTER("header_converter", HeaderConverter.class, "HeaderConverter", true),
    CONFIG_PROVIDER("configprovider", ConfigProvider.class, "ConfigProvider", false),
    REST_EXTENSION("rest_extension", ConnectRestExtension.class, "ConnectRestExtension", false),
    CLIENT_CONFIG_OVERRIDE_POLICY(
            "connector_client_config_override_policy",
            ConnectorClientConfigOverridePolicy.class,
            "ConnectorClientConfigOverridePolicy",
            false);

    /** The two kinds of connector. */
    public static final Set<PluginType> CONNECTORS = Set.of(SINK, SOURCE);

    private final String restName;
    private final Class<?> pluginClass;
    private final String typeWord;
    private final boolean scannable;

    PluginType(String restName, Class<?> pluginClass, String typeWord, boolean scannable) {
        this.restName = restName;
        this.pluginClass = pluginClass;
        this.typeWord = typeWord;
        this.scannable = scannable;
    }

    /** The name that REST answers use, such as {@code header_converter}. */
    public String restName() {
        return restName;
    }

    /** The class or interface that a plugin of this type extends or implements. */
    public Class<?> pluginClass() {
        return pluginClass;
    }

    /** The path, inside an archive, of the file that names plugins of this type. */
    public String serviceFile() {
        return "META-INF/services/" + pluginClass.getName();
    }

    /** The word that may be left off the end of a simple class name to get an alias. */
    public String typeWord() {
        return typeWord;
    }

    /** Whether plugins of this type are also found without a service file. */
    public boolean scannable() {
        return scannable;
    }

    /** Whether this is one of the two kinds of connector. */
    public boolean isConnector() {
        return CONNECTORS.contains(this);
    }

    /** All types that are found by reading class files. */
    static Set<PluginType> scannableTypes() {
        EnumSet<PluginType> types = EnumSet.noneOf(PluginType.class);
        for (PluginType type : values()) {
            if (type.scannable) {
                types.add(type);
            }
        }
        return types;
    }

    /** {@inheritDoc} The REST name. */
    @Override
    public String toString() {
        return restName;
    }
}
