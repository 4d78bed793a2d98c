package dev.sluice.bench.load;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.sink.SinkConnector;

/** Takes a given number of records and reports how long that took. */
public final class LoadSink extends SinkConnector {
    static final String RECORDS = "records";
    static final String REPORT = "report";

    static final ConfigDef CONFIG = new ConfigDef()
            .define(RECORDS, ConfigDef.Type.LONG, ConfigDef.Importance.HIGH, "Records to wait for.")
            .define(
                    REPORT,
                    ConfigDef.Type.STRING,
                    ConfigDef.Importance.HIGH,
                    "File that gets the nanoseconds between the first batch and the one that completed the number.");

    private Map<String, String> properties;

    @Override
    public void start(Map<String, String> given) {
        properties = Map.copyOf(given);
    }

    @Override
    public Class<? extends Task> taskClass() {
        return LoadSinkTask.class;
    }

    @Override
    public List<Map<String, String>> taskConfigs(int most) {
        return Collections.nCopies(most, properties);
    }

    @Override
    public ConfigDef config() {
        return CONFIG;
    }

    @Override
    public void stop() {}

    @Override
    public String version() {
        return "1";
    }
}
