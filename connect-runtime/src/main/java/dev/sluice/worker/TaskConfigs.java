package dev.sluice.worker;

import dev.sluice.config.ConnectorSettings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.connect.connector.Connector;
import org.apache.kafka.connect.errors.ConnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the configs of a connector's tasks as they are stored. */
final class TaskConfigs {
    private static final Logger LOG = LoggerFactory.getLogger(TaskConfigs.class);
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{[^}]*?:[^}]*?\\}");

    private final Map<String, String> rawConfig;
    private final ConnectorSettings settings;

    /**
     * @param rawConfig the connector's config with variables in it
     * @param settings  the same, with variables resolved
     */
    TaskConfigs(Map<String, String> rawConfig, ConnectorSettings settings) {
        this.rawConfig = rawConfig;
        this.settings = settings;
    }

    /**
     * Asks the connector, on its own thread.
     *
     * @throws TooManyTasksException if it makes more than it may
     * @throws ConnectException      if it makes none at all, that is, null
     */
    List<Map<String, String>> generate(Connector connector) {
        int max = settings.tasksMax();
        String taskClass = connector.taskClass().getName();
        List<Map<String, String>> made = connector.taskConfigs(max);
        if (made == null) {
            throw new ConnectException("Connector '" + settings.name()
                    + "' returned null where it should return its task configs; this is an error in the connector");
        }
        if (made.size() > max) {
            if (settings.tasksMaxEnforced()) {
                throw new TooManyTasksException(settings.name(), made.size(), max);
            }
            LOG.warn(
                    "Connector makes more tasks than tasks.max allows connector={} tasks={} tasks.max={}",
                    settings.name(),
                    made.size(),
                    max);
        }
        List<Map<String, String>> configs = new ArrayList<>();
        for (Map<String, String> each : made) {
            Map<String, String> config = new HashMap<>(each);
            config.put("task.class", taskClass);
            copy("topics", config);
            copy("topics.regex", config);
            putVariablesBack(config);
            configs.add(config);
        }
        return configs;
    }

    private void copy(String key, Map<String, String> config) {
        String value = settings.properties().get(key);
        if (value != null) {
            config.put(key, value);
        }
    }

    /** What a variable stands for, a secret perhaps, must not get into the config topic. */
    private void putVariablesBack(Map<String, String> config) {
        rawConfig.forEach((key, raw) -> {
            if (raw != null && config.containsKey(key) && VARIABLE.matcher(raw).find()) {
                config.put(key, raw);
            }
        });
    }
}
