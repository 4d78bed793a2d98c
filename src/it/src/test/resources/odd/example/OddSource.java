package example;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.source.ConnectorTransactionBoundaries;
import org.apache.kafka.connect.source.ExactlyOnceSupport;
import org.apache.kafka.connect.source.SourceConnector;

/** Has keys of all kinds, and misbehaves in the way that its config asks for. */
public class OddSource extends SourceConnector {
    private static final ConfigDef.Recommender COLOURS = new ConfigDef.Recommender() {
        @Override
        public List<Object> validValues(String name, Map<String, Object> parsed) {
            return new ArrayList<>(List.of("red", "green"));
        }

        @Override
        public boolean visible(String name, Map<String, Object> parsed) {
            return Boolean.TRUE.equals(parsed.get("coloured"));
        }
    };
    private static final ConfigDef.Recommender NUMBERS = new ConfigDef.Recommender() {
        @Override
        public List<Object> validValues(String name, Map<String, Object> parsed) {
            return new ArrayList<>(List.of(1, 2, 3));
        }

        @Override
        public boolean visible(String name, Map<String, Object> parsed) {
            return true;
        }
    };

    private Map<String, String> settings = Map.of();

    @Override
    public ConfigDef config() {
        return new ConfigDef()
                .define("behaviour", Type.STRING, "", Importance.LOW, "What goes wrong.")
                .define("secret", Type.PASSWORD, "hunter2", Importance.HIGH, "A secret.", "Odd", 1, Width.SHORT, "Secret")
                .define("needed", Type.STRING, Importance.HIGH, "Needed.", "Odd", 2, Width.MEDIUM, "Needed thing")
                .define("number", Type.INT, 5, ConfigDef.Range.between(1, 10), Importance.MEDIUM, "A number.", "Odd", 3,
                        Width.NONE, "Number", List.of("colour"), NUMBERS)
                .define("long", Type.LONG, 7L, Importance.LOW, "A long.")
                .define("short", Type.SHORT, (short) 3, Importance.LOW, "A short.")
                .define("double", Type.DOUBLE, 1.5d, Importance.LOW, "A double.")
                .define("coloured", Type.BOOLEAN, false, Importance.LOW, "Whether.", "Odd", 4, Width.LONG, "Coloured",
                        List.of("colour"))
                .define("colour", Type.STRING, "red", ConfigDef.ValidString.in("red", "green", "blue"), Importance.LOW,
                        "Which.", "Colours", 1, Width.LONG, "Colour", List.of(), COLOURS)
                .define("palette", Type.LIST, List.of("red", "blue"), Importance.LOW, "Many.", "Colours", 2, Width.LONG,
                        "Palette", List.of(), COLOURS)
                .define("class", Type.CLASS, String.class, Importance.LOW, "A class.")
                .define("topic", Type.STRING, "odd", new ConfigDef.NonEmptyString(), Importance.LOW, "A topic.")
                .defineInternal("hidden", Type.STRING, "inside", Importance.LOW);
    }

    @Override
    public Config validate(Map<String, String> config) {
        switch (config.getOrDefault("behaviour", "")) {
            case "throws":
                throw new IllegalStateException("validate throws");
            case "null":
                return null;
            case "error":
                throw new NoClassDefFoundError("example/Missing");
            default:
                break;
        }
        Config checked = super.validate(config);
        if ("extra".equals(config.get("behaviour"))) {
            List<ConfigValue> more = new ArrayList<>(checked.configValues());
            ConfigValue unknown = new ConfigValue("not.defined");
            unknown.value("something");
            unknown.addErrorMessage("There is no such key");
            more.add(unknown);
            return new Config(more);
        }
        return checked;
    }

    @Override
    public ExactlyOnceSupport exactlyOnceSupport(Map<String, String> config) {
        return switch (config.getOrDefault("behaviour", "")) {
            case "exact" -> ExactlyOnceSupport.SUPPORTED;
            case "inexact" -> ExactlyOnceSupport.UNSUPPORTED;
            case "exact-throws" -> throw new IllegalStateException("exactlyOnceSupport throws");
            default -> null;
        };
    }

    @Override
    public ConnectorTransactionBoundaries canDefineTransactionBoundaries(Map<String, String> config) {
        return "exact".equals(config.get("behaviour"))
                ? ConnectorTransactionBoundaries.SUPPORTED
                : ConnectorTransactionBoundaries.UNSUPPORTED;
    }

    @Override
    public void start(Map<String, String> config) {
        settings = config;
        if ("fails".equals(config.get("behaviour"))) {
            throw new IllegalStateException("start fails");
        }
    }

    @Override
    public Class<? extends Task> taskClass() {
        return OddTask.class;
    }

    @Override
    public List<Map<String, String>> taskConfigs(int maxTasks) {
        List<Map<String, String>> configs = new ArrayList<>();
        for (int task = 0; task < maxTasks; task++) {
            Map<String, String> config = new HashMap<>(settings);
            config.put("task.number", Integer.toString(task));
            configs.add(config);
        }
        return configs;
    }

    @Override
    public void stop() {}

    @Override
    public String version() {
        return "1.0";
    }
}
