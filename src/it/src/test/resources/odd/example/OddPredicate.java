package example;

import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.transforms.predicates.Predicate;

/** Is true of everything. */
public class OddPredicate<R extends ConnectRecord<R>> implements Predicate<R> {
    @Override
    public ConfigDef config() {
        return new ConfigDef().define("pattern", Type.STRING, Importance.HIGH, "Needed.");
    }

    @Override
    public boolean test(R record) {
        return true;
    }

    @Override
    public void configure(Map<String, ?> config) {}

    @Override
    public void close() {}
}
