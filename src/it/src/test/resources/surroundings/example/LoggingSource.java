package example;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.source.SourceConnector;
import org.apache.kafka.connect.source.SourceTask;

/** Has no tasks, and logs at its start with libraries that its plugin does not bring. */
public class LoggingSource extends SourceConnector {
    @Override
    public void start(Map<String, String> config) {
        log("org.apache.log4j.Logger", "getLogger");
        log("org.apache.logging.log4j.LogManager", "getLogger");
        log("org.apache.commons.logging.LogFactory", "getLog");
    }

    /** By reflection, so that the plugin can be compiled without them. */
    private static void log(String factory, String method) {
        try {
            Object logger = Class.forName(factory).getMethod(method, String.class).invoke(null, "example");
            Class<?> type = Class.forName(factory).getMethod(method, String.class).getReturnType();
            type.getMethod("info", Object.class).invoke(logger, "said with " + factory);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

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
        return new ConfigDef();
    }

    @Override
    public String version() {
        return "1.0";
    }
}
