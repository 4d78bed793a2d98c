package org.apache.kafka.connect.components;

import dev.sluice.differential.Transcript;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.function.LongFunction;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.policy.ConnectorClientConfigOverridePolicy;
import org.apache.kafka.connect.connector.policy.ConnectorClientConfigRequest;
import org.apache.kafka.connect.health.ConnectClusterState;
import org.apache.kafka.connect.health.ConnectorType;
import org.apache.kafka.connect.rest.ConnectRestExtension;
import org.apache.kafka.connect.sink.SinkConnectorContext;
import org.apache.kafka.connect.sink.SinkTaskContext;
import org.apache.kafka.connect.source.SourceConnectorContext;
import org.apache.kafka.connect.source.SourceTask;
import org.apache.kafka.connect.source.SourceTaskContext;
import org.apache.kafka.connect.storage.Converter;
import org.apache.kafka.connect.storage.ConverterConfig;
import org.apache.kafka.connect.storage.ConverterType;
import org.apache.kafka.connect.storage.HeaderConverter;
import org.apache.kafka.connect.transforms.Transformation;
import org.apache.kafka.connect.transforms.predicates.Predicate;

/** Calls what the plugin interfaces and base classes do by themselves. */
public class PluginScenario implements LongFunction<String> {

    @Override
    public String apply(long seed) {
        Transcript transcript = new Transcript();
        defaults(transcript);
        connectors(transcript);
        tasks(transcript);
        converters(transcript);
        boundaries(transcript);
        policy(transcript);
        services(transcript, Converter.class);
        services(transcript, HeaderConverter.class);
        return transcript.toString();
    }

    private static void defaults(Transcript transcript) {
        Converter converter = bare(Converter.class);
        transcript.step("converter version", converter::version);
        transcript.step("converter config", () -> converter.config().names());
        transcript.action("converter close", converter::close);
        transcript.step("bytes with headers", () -> converter.fromConnectData("topic", null, null, "value"));
        transcript.step("value with headers", () -> converter.toConnectData("topic", null, new byte[0]));
        transcript.step("header converter version", bare(HeaderConverter.class)::version);
        transcript.step("transformation version", bare(Transformation.class)::version);
        transcript.step("predicate version", bare(Predicate.class)::version);
        transcript.step("policy version", bare(ConnectorClientConfigOverridePolicy.class)::version);
        transcript.step(
                "policy config",
                () -> bare(ConnectorClientConfigOverridePolicy.class).config().names());
        transcript.step(
                "extension config",
                () -> bare(ConnectRestExtension.class).config().names());
        transcript.step("reporter", bare(SinkTaskContext.class)::errantRecordReporter);
        transcript.step("transactions", bare(SourceTaskContext.class)::transactionContext);
        transcript.step(
                "connector config", () -> bare(ConnectClusterState.class).connectorConfig("name"));
        transcript.step("cluster details", bare(ConnectClusterState.class)::clusterDetails);
    }

    private static void connectors(Transcript transcript) {
        for (ConfigDef definition : new ConfigDef[] {
            null, new ConfigDef(), new ConfigDef().define("a", ConfigDef.Type.INT, ConfigDef.Importance.HIGH, "doc")
        }) {
            FakePlugins.Source source = new FakePlugins.Source(definition);
            transcript.step("context before", source::context);
            source.initialize(bare(SourceConnectorContext.class), List.of(Map.of("a", "b")));
            transcript.note("context after", source.context() != null);
            transcript.action("reconfigure", () -> source.reconfigure(Map.of("a", "1")));
            transcript.note("calls", source.calls);
            transcript.step("validate", () -> source.validate(Map.of("a", "x")).configValues());
            transcript.step("validate nothing", () -> source.validate(Map.of()).configValues());
            transcript.step("exactly once", () -> source.exactlyOnceSupport(Map.of()));
            transcript.step("boundaries", () -> source.canDefineTransactionBoundaries(Map.of()));
            transcript.step("alter", () -> source.alterOffsets(Map.of(), Map.of()));
        }
        FakePlugins.Sink sink = new FakePlugins.Sink();
        transcript.step("sink context before", sink::context);
        sink.initialize(bare(SinkConnectorContext.class));
        transcript.note("sink context after", sink.context() != null);
        transcript.step("alter", () -> sink.alterOffsets(Map.of(), Map.of()));
        sink.initialize(bare(SourceConnectorContext.class));
        transcript.step("context of the other kind", sink::context);
    }

    private static void tasks(Transcript transcript) {
        FakePlugins.FlushingSinkTask sink = new FakePlugins.FlushingSinkTask();
        SinkTaskContext context = bare(SinkTaskContext.class);
        sink.initialize(context);
        transcript.note("sink context", sink.hasContext(context));
        transcript.step("pre-commit", () -> sink.preCommit(Map.of()));
        transcript.action("open", () -> sink.open(List.of()));
        transcript.action("close", () -> sink.close(List.of()));
        transcript.note("sink calls", sink.calls);
        FakePlugins.IdleSourceTask source = new FakePlugins.IdleSourceTask();
        SourceTaskContext sourceContext = bare(SourceTaskContext.class);
        source.initialize(sourceContext);
        transcript.note("source context", source.hasContext(sourceContext));
        transcript.action("commit", source::commit);
        transcript.action("commit record", () -> source.commitRecord(null, null));
    }

    private static void converters(Transcript transcript) {
        for (String name : Arrays.asList("key", "KEY", "Value", "header", "x", "", " key", null)) {
            transcript.step("type " + name, () -> ConverterType.withName(name));
        }
        for (ConverterType type : ConverterType.values()) {
            transcript.note("type name", type.getName() + type);
        }
        ConfigDef definition = ConverterConfig.newConfigDef();
        definition.configKeys().forEach((name, key) -> {
            transcript.note("key", name + key.type + key.importance + key.hasDefault() + key.validator);
            transcript.note("shown", key.displayName + key.group + key.width + key.orderInGroup + key.dependents);
        });
        for (String type : List.of("key", "value", "header", "Key", "x", "")) {
            transcript.step("config " + type, () -> new Config(Map.of("converter.type", type)).type());
        }
        transcript.step("no config", () -> new Config(Map.of()).type());
    }

    private static void boundaries(Transcript transcript) {
        transcript.note("all", Arrays.asList(SourceTask.TransactionBoundary.values()));
        transcript.note("default", SourceTask.TransactionBoundary.DEFAULT);
        for (String name : Arrays.asList("poll", " Interval ", "CONNECTOR", "x", "", null)) {
            transcript.step("boundary " + name, () -> SourceTask.TransactionBoundary.fromProperty(name));
        }
    }

    private static void policy(Transcript transcript) {
        ConnectorClientConfigRequest request = new ConnectorClientConfigRequest(
                "name",
                ConnectorType.SINK,
                FakePlugins.Sink.class,
                Map.of("a", 1),
                ConnectorClientConfigRequest.ClientType.CONSUMER);
        transcript.note("request", Arrays.asList(request.connectorName(), request.connectorType()));
        transcript.note("class", request.connectorClass());
        transcript.note("client", Arrays.asList(request.clientProps(), request.clientType()));
        transcript.note("types", Arrays.asList(ConnectorClientConfigRequest.ClientType.values()));
    }

    private static void services(Transcript transcript, Class<?> service) {
        ServiceLoader.load(service, PluginScenario.class.getClassLoader()).stream()
                .map(provider -> provider.type().getName())
                .sorted()
                .forEach(name -> transcript.note(service.getSimpleName(), name));
    }

    /** An implementation that has nothing but the interface's default methods; others return null. */
    private static <T> T bare(Class<T> type) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) ->
                        method.isDefault() ? InvocationHandler.invokeDefault(proxy, method, arguments) : null));
    }

    private static final class Config extends ConverterConfig {
        Config(Map<String, ?> values) {
            super(newConfigDef(), values);
        }
    }
}
