package example;

import java.util.Map;
import org.apache.kafka.connect.connector.Task;

/** A scripted source whose connector and task measure something. */
public class MeasuredSource extends ScriptedSource {
    @Override
    public void start(Map<String, String> config) {
        super.start(config);
        Measured.register(context().pluginMetrics(), 6);
    }

    @Override
    public Class<? extends Task> taskClass() {
        return MeasuredTask.class;
    }

    public static class MeasuredTask extends ScriptedTask {
        @Override
        public void start(Map<String, String> config) {
            super.start(config);
            Measured.register(context.pluginMetrics(), 7);
        }
    }
}
