package dev.sluice.pipeline.convert;

import dev.sluice.plugin.Isolated;
import dev.sluice.plugin.PluginType;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.storage.Converter;
import org.apache.kafka.connect.storage.HeaderConverter;
import org.apache.kafka.connect.storage.SimpleHeaderConverter;
import org.apache.kafka.connect.storage.StringConverter;
import org.apache.kafka.connect.transforms.Transformation;

/** Converters and transformations for tests. */
public final class TestConverters {
    private TestConverters() {}

    /** Strings both ways. */
    public static Converters strings() {
        StringConverter key = new StringConverter();
        key.configure(Map.of(), true);
        StringConverter value = new StringConverter();
        value.configure(Map.of(), false);
        return with(key, value);
    }

    public static Converters with(Converter key, Converter value) {
        SimpleHeaderConverter header = new SimpleHeaderConverter();
        header.configure(Map.of("converter.type", "header"));
        return new Converters(
                Isolated.of(key, key.getClass().getClassLoader(), PluginType.CONVERTER, "1"),
                Isolated.of(value, value.getClass().getClassLoader(), PluginType.CONVERTER, "1"),
                Isolated.<HeaderConverter>of(
                        header, Thread.currentThread().getContextClassLoader(), PluginType.HEADER_CONVERTER, "1"));
    }

    /** A transformation that does what a function does. */
    public static <R extends ConnectRecord<R>> TransformStep<R> step(UnaryOperator<R> function) {
        Transformation<R> transformation = new Transformation<>() {
            @Override
            public R apply(R record) {
                return function.apply(record);
            }

            @Override
            public ConfigDef config() {
                return new ConfigDef();
            }

            @Override
            public void close() {}

            @Override
            public void configure(Map<String, ?> configs) {}
        };
        return new TransformStep<>(
                Isolated.of(
                        transformation, Thread.currentThread().getContextClassLoader(), PluginType.TRANSFORMATION, "1"),
                Optional.empty(),
                false);
    }
}
