package dev.sluice.validation;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.sink.SinkConnector;
import org.apache.kafka.connect.sink.SinkTask;
import org.apache.kafka.connect.source.ExactlyOnceSupport;
import org.apache.kafka.connect.source.SourceConnector;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;
import org.apache.kafka.connect.storage.Converter;
import org.apache.kafka.connect.transforms.Transformation;

/** Plugins that do what validation has to cope with, each as its config says. */
public final class TestPlugins {
    /** Holds up sources that are configured to hang; interrupted ones end. */
    static final CountDownLatch HANG = new CountDownLatch(1);

    private TestPlugins() {}

    /** A source whose {@code behaviour} says how it validates. */
    public static final class Source extends SourceConnector {
        @Override
        public String version() {
            return "1.2";
        }

        @Override
        public void start(Map<String, String> props) {}

        @Override
        public Class<? extends Task> taskClass() {
            return SourceTask.class;
        }

        @Override
        public List<Map<String, String>> taskConfigs(int maxTasks) {
            return List.of();
        }

        @Override
        public void stop() {}

        @Override
        public ConfigDef config() {
            return new ConfigDef()
                    .define("own", Type.INT, ConfigDef.NO_DEFAULT_VALUE, Importance.HIGH, "A key of its own.")
                    .define("secret", Type.PASSWORD, "hidden", Importance.LOW, "A secret.")
                    .define("tasks.max", Type.STRING, "7", Importance.LOW, "A key that the worker defines as well.");
        }

        @Override
        public Config validate(Map<String, String> props) {
            return switch (String.valueOf(props.get("behaviour"))) {
                case "throw" -> throw new IllegalStateException("thrown by the connector");
                case "tell" -> throw new IllegalStateException("The secret is " + props.get("secret"));
                case "answer null" -> null;
                case "hang" -> hang();
                case "override" ->
                    new Config(List.of(new ConfigValue("name", "mine", List.of("a"), List.of("first", "second"))));
                default -> super.validate(props);
            };
        }

        private static Config hang() {
            try {
                HANG.await();
                throw new IllegalStateException("was let go");
            } catch (InterruptedException e) {
                throw new IllegalStateException("was interrupted", e);
            }
        }

        @Override
        public ExactlyOnceSupport exactlyOnceSupport(Map<String, String> props) {
            return ExactlyOnceSupport.UNSUPPORTED;
        }
    }

    /** A sink without keys of its own and without a version. */
    public static final class Sink extends SinkConnector {
        @Override
        public String version() {
            return "2.0";
        }

        @Override
        public void start(Map<String, String> props) {}

        @Override
        public Class<? extends Task> taskClass() {
            return SinkTask.class;
        }

        @Override
        public List<Map<String, String>> taskConfigs(int maxTasks) {
            return List.of();
        }

        @Override
        public void stop() {}

        @Override
        public ConfigDef config() {
            return new ConfigDef();
        }
    }

    /** A converter with a required key. */
    public static final class PickyConverter implements Converter {
        @Override
        public void configure(Map<String, ?> configs, boolean isKey) {}

        @Override
        public byte[] fromConnectData(String topic, Schema schema, Object value) {
            return new byte[0];
        }

        @Override
        public SchemaAndValue toConnectData(String topic, byte[] value) {
            return SchemaAndValue.NULL;
        }

        @Override
        public ConfigDef config() {
            return new ConfigDef()
                    .define(
                            "size",
                            Type.INT,
                            ConfigDef.NO_DEFAULT_VALUE,
                            ConfigDef.Range.atLeast(1),
                            Importance.HIGH,
                            "A size.",
                            "Sizes",
                            1,
                            ConfigDef.Width.SHORT,
                            "Size");
        }
    }

    /** A transformation with one key. */
    public static final class Marking implements Transformation<SourceRecord> {
        @Override
        public SourceRecord apply(SourceRecord sourceRecord) {
            return sourceRecord;
        }

        @Override
        public ConfigDef config() {
            return new ConfigDef().define("mark", Type.STRING, "m", Importance.HIGH, "The mark.");
        }

        @Override
        public void close() {}

        @Override
        public void configure(Map<String, ?> configs) {}
    }

    /** A transformation that cannot be made. */
    public static final class Unusable implements Transformation<SourceRecord> {
        public Unusable() {
            throw new IllegalStateException("cannot be made");
        }

        @Override
        public SourceRecord apply(SourceRecord sourceRecord) {
            return sourceRecord;
        }

        @Override
        public ConfigDef config() {
            return new ConfigDef();
        }

        @Override
        public void close() {}

        @Override
        public void configure(Map<String, ?> configs) {}
    }
}
