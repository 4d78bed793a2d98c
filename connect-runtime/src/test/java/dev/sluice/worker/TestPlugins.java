package dev.sluice.worker;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.config.ConfigData;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.provider.ConfigProvider;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceConnector;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;

/** Plugins that behave as their config says. */
public final class TestPlugins {
    /** Gates that plugins wait at, by the name that a test gives them in a config. */
    static final Map<String, CountDownLatch> GATES = new ConcurrentHashMap<>();

    /** Opens when a plugin has come to the gate of that name. */
    static final Map<String, CountDownLatch> REACHED = new ConcurrentHashMap<>();

    private TestPlugins() {}

    private static void follow(Map<String, String> config, String key) {
        String order = config.getOrDefault(key, "");
        if (order.startsWith("wait:")) {
            REACHED.computeIfAbsent(order.substring(5), gate -> new CountDownLatch(1))
                    .countDown();
            boolean opened = false;
            while (!opened) {
                try {
                    opened = GATES.get(order.substring(5)).await(60, TimeUnit.SECONDS);
                } catch (InterruptedException ignored) {
                    Thread.currentThread().interrupt();
                    return;
                }
            }
        } else if (order.equals("fail")) {
            throw new ConnectException("told to fail in " + key);
        } else if (order.equals("unprintable")) {
            throw new Unprintable();
        } else if (order.equals("error")) {
            throw new NoClassDefFoundError("told to break in " + key);
        }
    }

    /** A config provider whose values hold for a moment only, and change when a test says so. */
    public static final class Vault implements ConfigProvider {
        static final Map<String, String> SECRETS = new ConcurrentHashMap<>();

        @Override
        public ConfigData get(String path) {
            return new ConfigData(Map.copyOf(SECRETS), 1L);
        }

        @Override
        public ConfigData get(String path, Set<String> keys) {
            return get(path);
        }

        @Override
        public void configure(Map<String, ?> configs) {}

        @Override
        public void close() {}
    }

    /** An exception that fails when somebody asks what it says. */
    static final class Unprintable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        @Override
        public String getMessage() {
            throw new StackOverflowError("told to");
        }
    }

    /** A source whose every call can wait, fail or break. */
    public static final class Obedient extends SourceConnector {
        private Map<String, String> config = Map.of();

        @Override
        public String version() {
            return "3.2.1";
        }

        @Override
        public void start(Map<String, String> props) {
            config = props;
            follow(props, "on.start");
            if (props.containsKey("reconfigure")) {
                context().requestTaskReconfiguration();
            }
            if (props.containsKey("raise")) {
                context().raiseError(new ConnectException("raised"));
            }
        }

        @Override
        public Class<? extends Task> taskClass() {
            return ObedientTask.class;
        }

        @Override
        public List<Map<String, String>> taskConfigs(int maxTasks) {
            follow(config, "on.task.configs");
            List<Map<String, String>> configs = new ArrayList<>();
            for (int i = 0; i < Integer.parseInt(config.getOrDefault("makes", "1")); i++) {
                Map<String, String> each = new HashMap<>(config);
                each.put("number", Integer.toString(i));
                each.put("max", Integer.toString(maxTasks));
                configs.add(each);
            }
            return configs;
        }

        @Override
        public void stop() {
            follow(config, "on.stop");
        }

        @Override
        public ConfigDef config() {
            return new ConfigDef();
        }
    }

    /** The task of {@link Obedient}; sends one record and then nothing. */
    public static final class ObedientTask extends SourceTask {
        private Map<String, String> config = Map.of();
        private boolean sent;

        @Override
        public String version() {
            return "3.2.1";
        }

        @Override
        public void start(Map<String, String> props) {
            config = props;
            follow(props, "on.task.start");
        }

        @Override
        public List<SourceRecord> poll() throws InterruptedException {
            follow(config, "on.poll");
            if (sent) {
                new CountDownLatch(1).await(10, TimeUnit.MILLISECONDS);
                return null;
            }
            sent = true;
            return List.of(new SourceRecord(
                    Map.of("p", "a"), Map.of("o", 7), config.get("topic"), Schema.STRING_SCHEMA, config.get("secret")));
        }

        @Override
        public void stop() {
            follow(config, "on.task.stop");
        }
    }
}
