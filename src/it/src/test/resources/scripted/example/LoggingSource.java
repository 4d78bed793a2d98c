package example;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;

/** Has no tasks, and logs at its start with libraries that its plugin does not bring. */
public class LoggingSource extends ScriptedSource {
    @Override
    public void start(Map<String, String> config) {
        log("org.apache.log4j.Logger", "getLogger");
        log("org.apache.logging.log4j.LogManager", "getLogger");
        log("org.apache.commons.logging.LogFactory", "getLog");
    }

    /** By reflection, so that the plugin can be compiled without them. */
    private static void log(String factory, String method) {
        try {
            Method maker = Class.forName(factory).getMethod(method, String.class);
            Object logger = maker.invoke(null, "example");
            maker.getReturnType().getMethod("info", Object.class).invoke(logger, "said with " + factory);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public List<Map<String, String>> taskConfigs(int maxTasks) {
        return List.of();
    }
}
