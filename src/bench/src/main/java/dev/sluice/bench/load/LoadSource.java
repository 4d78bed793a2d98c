package dev.sluice.bench.load;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.source.ExactlyOnceSupport;
import org.apache.kafka.connect.source.SourceConnector;

/** Makes a given number of records, as fast as it is asked for them. */
public final class LoadSource extends SourceConnector {
    static final String TOPIC = "topic";
    static final String RECORDS = "records";
    static final String PER_POLL = "records.per.poll";
    static final String VALUE_BYTES = "value.bytes";
    static final String SHAPE = "shape";
    static final String PAUSE_MS = "pause.ms";
    static final String NUMBER = "number";

    static final ConfigDef CONFIG = new ConfigDef()
            .define(TOPIC, ConfigDef.Type.STRING, ConfigDef.Importance.HIGH, "Topic to write to.")
            .define(RECORDS, ConfigDef.Type.LONG, ConfigDef.Importance.HIGH, "Records that each task makes.")
            .define(PER_POLL, ConfigDef.Type.INT, 500, ConfigDef.Importance.LOW, "Records of a poll.")
            .define(VALUE_BYTES, ConfigDef.Type.INT, 100, ConfigDef.Importance.LOW, "Length of text and bytes.")
            .define(
                    SHAPE,
                    ConfigDef.Type.STRING,
                    "string",
                    ConfigDef.Importance.LOW,
                    "What values are: string, bytes, struct, or time (the microsecond at which they were made).")
            .define(PAUSE_MS, ConfigDef.Type.LONG, 0L, ConfigDef.Importance.LOW, "How long a poll waits, in ms.")
            .define(
                    NUMBER,
                    ConfigDef.Type.INT,
                    0,
                    ConfigDef.Importance.LOW,
                    "Number of the task; set by the connector.");

    private Map<String, String> properties;

    @Override
    public void start(Map<String, String> given) {
        properties = Map.copyOf(given);
    }

    @Override
    public Class<? extends Task> taskClass() {
        return LoadSourceTask.class;
    }

    @Override
    public List<Map<String, String>> taskConfigs(int most) {
        List<Map<String, String>> configs = new ArrayList<>();
        for (int number = 0; number < most; number++) {
            Map<String, String> config = new HashMap<>(properties);
            config.put(NUMBER, Integer.toString(number));
            configs.add(config);
        }
        return configs;
    }

    @Override
    public ExactlyOnceSupport exactlyOnceSupport(Map<String, String> config) {
        return ExactlyOnceSupport.SUPPORTED;
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
