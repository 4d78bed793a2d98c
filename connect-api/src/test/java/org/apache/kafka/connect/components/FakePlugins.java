package org.apache.kafka.connect.components;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.sink.SinkConnector;
import org.apache.kafka.connect.sink.SinkConnectorContext;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;
import org.apache.kafka.connect.sink.SinkTaskContext;
import org.apache.kafka.connect.source.SourceConnector;
import org.apache.kafka.connect.source.SourceConnectorContext;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;
import org.apache.kafka.connect.source.SourceTaskContext;

/** Connectors and tasks that do no more than their base classes ask for. */
final class FakePlugins {

    private FakePlugins() {}

    /** Writes down its calls. */
    static final class Source extends SourceConnector {
        final List<String> calls = new ArrayList<>();
        private final ConfigDef definition;

        Source(ConfigDef definition) {
            this.definition = definition;
        }

        @Override
        protected SourceConnectorContext context() {
            return super.context();
        }

        @Override
        public void start(Map<String, String> props) {
            calls.add("start " + props);
        }

        @Override
        public Class<? extends Task> taskClass() {
            return IdleSourceTask.class;
        }

        @Override
        public List<Map<String, String>> taskConfigs(int maxTasks) {
            return List.of();
        }

        @Override
        public void stop() {
            calls.add("stop");
        }

        @Override
        public ConfigDef config() {
            return definition;
        }

        @Override
        public String version() {
            return "1";
        }
    }

    /** Has nothing of its own. */
    static final class Sink extends SinkConnector {
        @Override
        protected SinkConnectorContext context() {
            return super.context();
        }

        @Override
        public void start(Map<String, String> props) {}

        @Override
        public Class<? extends Task> taskClass() {
            return FlushingSinkTask.class;
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
            return "1";
        }
    }

    /** Writes down when it is flushed. */
    static final class FlushingSinkTask extends SinkTask {
        final List<String> calls = new ArrayList<>();

        boolean hasContext(SinkTaskContext expected) {
            return context == expected;
        }

        @Override
        public void flush(Map<TopicPartition, OffsetAndMetadata> currentOffsets) {
            calls.add("flush " + currentOffsets);
        }

        @Override
        public void start(Map<String, String> props) {}

        @Override
        public void put(Collection<SinkRecord> records) {}

        @Override
        public void stop() {}

        @Override
        public String version() {
            return "1";
        }
    }

    /** Never has a record. */
    static final class IdleSourceTask extends SourceTask {

        boolean hasContext(SourceTaskContext expected) {
            return context == expected;
        }

        @Override
        public void start(Map<String, String> props) {}

        @Override
        public List<SourceRecord> poll() {
            return null;
        }

        @Override
        public void stop() {}

        @Override
        public String version() {
            return "1";
        }
    }
}
