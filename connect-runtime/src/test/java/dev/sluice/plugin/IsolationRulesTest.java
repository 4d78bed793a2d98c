package dev.sluice.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IsolationRulesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "java.lang.String",
                "javax.accessibility.A",
                "javax.batch.api.A",
                "javax.enterprise.inject.spi.A",
                "javax.management.j2ee.A",
                "javax.security.auth.message.A",
                "javax.sql.DataSource",
                "javax.ws.rs.core.Response",
                "javax.xml.A",
                "org.ietf.jgss.A",
                "org.omg.CORBA.A",
                "org.omg.stub.java.rmi.A",
                "org.w3c.dom.A",
                "org.xml.sax.A",
                "org.slf4j.Logger",
                "org.apache.kafka.clients.producer.KafkaProducer",
                "org.apache.kafka.common.config.provider.ConfigProvider",
                "org.apache.kafka.connect.data.Schema",
                "org.apache.kafka.connect.runtime.WorkerConfig",
                "org.apache.kafka.connect.storage.Converter",
                "org.apache.kafka.connect.storage.StringConverterConfig",
                "org.apache.kafka.connect.storage.SimpleHeaderConverter$Parser",
                "org.apache.kafka.connect.transforms.Transformation",
                "org.apache.kafka.connect.transforms.TransformationStage",
                "org.apache.kafka.connect.transforms.predicates.Predicate",
                "org.apache.kafka.connect.connector.policy.ConnectorClientConfigOverridePolicy",
                "org.apache.kafka.connect.connector.policy.ConnectorClientConfigRequest",
                "org.apache.kafka.connect.connector.policy.ConnectorClientConfigRequest$ClientType",
                "org.apache.kafka.connect.rest.basic.auth.extension.JaasBasicAuthFilter",
                "org.apache.kafka.connect.rest.ConnectRestExtension",
                "org.apache.kafka.streams.KafkaStreams"
            })
    void worker(String className) {
        assertEquals(false, IsolationRules.mayIsolate(className));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "javax.sqlx.A",
                "javax.batch.A",
                "javax.cache.A",
                "javax.security.A",
                "javax.A",
                "org.omg.A",
                "org.apache.kafkaesque.A",
                "org.apache.kafka.common.config.provider.FileConfigProvider",
                "org.apache.kafka.common.config.provider.ConfigProvider$Nested",
                "org.apache.kafka.connect.converters.ByteArrayConverter",
                "org.apache.kafka.connect.file.FileStreamSinkConnector",
                "org.apache.kafka.connect.json.JsonConverter",
                "org.apache.kafka.connect.mirror.MirrorSourceConnector",
                "org.apache.kafka.connect.mirror-client.MirrorClient",
                "org.apache.kafka.connect.storage.SimpleHeaderConverter",
                "org.apache.kafka.connect.storage.StringConverter",
                "org.apache.kafka.connect.transforms.Cast$Value",
                "org.apache.kafka.connect.transforms.predicates.TopicNameMatches",
                "org.apache.kafka.connect.transforms.util.Requirements",
                "org.apache.kafka.connect.connector.policy.AllConnectorClientConfigOverridePolicy",
                "org.apache.kafka.connect.rest.basic.auth.extension.BasicAuthSecurityRestExtension",
                "jakarta.ws.rs.core.Response",
                "com.fasterxml.jackson.databind.ObjectMapper",
                "scala.Option",
                "ch.qos.logback.classic.Logger",
                "NoPackage"
            })
    void plugin(String className) {
        assertEquals(true, IsolationRules.mayIsolate(className));
    }

    @Test
    void decidesAsApachesWorkerDoesForEveryClassOfTheClassPath() throws Exception {
        List<URL> jars = new ArrayList<>();
        try (DirectoryStream<Path> reference =
                Files.newDirectoryStream(Path.of(System.getProperty("reference.jars")), "connect-runtime*.jar")) {
            for (Path jar : reference) {
                jars.add(jar.toUri().toURL());
            }
        }
        try (URLClassLoader apache =
                new URLClassLoader(jars.toArray(URL[]::new), getClass().getClassLoader())) {
            Method rule = apache.loadClass("org.apache.kafka.connect.runtime.isolation.PluginUtils")
                    .getMethod("shouldLoadInIsolation", String.class);
            List<String> names = classNames();
            names.add("org.apache.kafka.connect.connector.policy.ConnectorClientConfigRequest$ClientType");
            for (String name : names) {
                assertEquals(rule.invoke(null, name), IsolationRules.mayIsolate(name), name);
            }
        }
    }

    private static List<String> classNames() throws IOException {
        List<String> names = new ArrayList<>();
        for (Path file :
                PluginPath.classPath(System.getProperty("java.class.path")).files()) {
            if (PluginPath.isArchive(file)) {
                try (ZipFile zip = new ZipFile(file.toFile())) {
                    zip.stream()
                            .map(entry -> entry.getName())
                            .filter(name -> name.endsWith(".class"))
                            .map(name -> name.substring(0, name.length() - 6).replace('/', '.'))
                            .forEach(names::add);
                }
            }
        }
        return names;
    }
}
