package dev.sluice.plugin;

import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Which classes a plugin may bring its own copy of. Names that may not be isolated are asked of the worker first, because
 * worker and plugins must agree on them: the JDK, the plugin API, Kafka's clients, SLF4J.
 */
final class IsolationRules {

    private static final String KAFKA = "org.apache.kafka.";

    private static final List<String> JAVAX = prefixes(
            "javax.",
            "accessibility",
            "activation",
            "activity",
            "annotation",
            "batch.api",
            "batch.operations",
            "batch.runtime",
            "crypto",
            "decorator",
            "ejb",
            "el",
            "enterprise.concurrent",
            "enterprise.context",
            "enterprise.context.spi",
            "enterprise.deploy.model",
            "enterprise.deploy.shared",
            "enterprise.deploy.spi",
            "enterprise.event",
            "enterprise.inject",
            "enterprise.inject.spi",
            "enterprise.util",
            "faces",
            "imageio",
            "inject",
            "interceptor",
            "jms",
            "json",
            "jws",
            "lang.model",
            "mail",
            "management",
            "management.j2ee",
            "naming",
            "net",
            "persistence",
            "print",
            "resource",
            "rmi",
            "script",
            "security.auth",
            "security.auth.message",
            "security.cert",
            "security.jacc",
            "security.sasl",
            "servlet",
            "sound.midi",
            "sound.sampled",
            "sql",
            "swing",
            "tools",
            "transaction",
            "validation",
            "websocket",
            "ws.rs",
            "xml",
            "xml.bind",
            "xml.registry",
            "xml.rpc",
            "xml.soap",
            "xml.ws");

    private static final List<String> ORG = prefixes(
            "org.",
            "ietf.jgss",
            "omg.CORBA",
            "omg.CosNaming",
            "omg.Dynamic",
            "omg.DynamicAny",
            "omg.IOP",
            "omg.Messaging",
            "omg.PortableInterceptor",
            "omg.PortableServer",
            "omg.SendingContext",
            "omg.stub.java.rmi",
            "w3c.dom",
            "xml.sax",
            "slf4j");

    /** Packages below Kafka's that hold plugins, not API. */
    private static final List<String> KAFKA_PLUGIN_PACKAGES =
            prefixes(KAFKA + "connect.", "json", "file", "mirror", "mirror-client", "converters");

    private static final Set<String> KAFKA_PLUGINS = Set.of(
            KAFKA + "connect.storage.StringConverter",
            KAFKA + "connect.storage.SimpleHeaderConverter",
            KAFKA + "connect.rest.basic.auth.extension.BasicAuthSecurityRestExtension");

    private static final String TRANSFORMS = KAFKA + "connect.transforms.";
    private static final String POLICIES = KAFKA + "connect.connector.policy.";
    private static final String PROVIDERS = KAFKA + "common.config.provider.";

    private static final Set<String> API_AMONG_PLUGINS = Set.of(
            TRANSFORMS + "predicates.Predicate",
            POLICIES + "ConnectorClientConfigOverridePolicy",
            POLICIES + "ConnectorClientConfigRequest",
            POLICIES + "ConnectorClientConfigRequest$ClientType",
            PROVIDERS + "ConfigProvider");

    private IsolationRules() {}

    /** Whether a plugin's own copy of the class goes before the worker's. */
    static boolean mayIsolate(String className) {
        if (className.startsWith("org.")) {
            return className.startsWith(KAFKA) ? isKafkaPlugin(className) : !startsWithAny(className, ORG);
        }
        if (className.startsWith("java.")) {
            return false;
        }
        return !className.startsWith("javax.") || !startsWithAny(className, JAVAX);
    }

    private static boolean isKafkaPlugin(String className) {
        if (className.startsWith(TRANSFORMS)) {
            return !className.startsWith(TRANSFORMS + "Transformation") && !API_AMONG_PLUGINS.contains(className);
        }
        if (className.startsWith(POLICIES) || className.startsWith(PROVIDERS)) {
            return !API_AMONG_PLUGINS.contains(className);
        }
        return KAFKA_PLUGINS.contains(className) || startsWithAny(className, KAFKA_PLUGIN_PACKAGES);
    }

    private static boolean startsWithAny(String className, List<String> prefixes) {
        for (String prefix : prefixes) {
            if (className.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }

    private static List<String> prefixes(String root, String... packages) {
        return Arrays.stream(packages).map(name -> root + name + ".").toList();
    }
}
