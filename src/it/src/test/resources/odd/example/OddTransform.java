package example;

import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.transforms.Transformation;

/** Leaves records as they are. */
public class OddTransform<R extends ConnectRecord<R>> implements Transformation<R> {
    @Override
    public R apply(R record) {
        return record;
    }

    @Override
    public ConfigDef config() {
        return new ConfigDef()
                .define("must", Type.STRING, Importance.HIGH, "Needed.", "Inner", 1, ConfigDef.Width.SHORT, "Must")
                .define("secret", Type.PASSWORD, "hunter2", Importance.LOW, "Secret.")
                .define("count", Type.INT, 1, ConfigDef.Range.atLeast(0), Importance.LOW, "How many.");
    }

    @Override
    public void configure(Map<String, ?> config) {}

    @Override
    public void close() {}

    /** Defines a key that the worker needs for itself. */
    public static class Typed<R extends ConnectRecord<R>> extends OddTransform<R> {
        @Override
        public ConfigDef config() {
            return new ConfigDef().define("type", Type.STRING, "x", Importance.LOW, "Clashes.");
        }
    }

    /** Fails to say what its keys are. */
    public static class Throwing<R extends ConnectRecord<R>> extends OddTransform<R> {
        @Override
        public ConfigDef config() {
            throw new IllegalStateException("config throws");
        }
    }
}
