package dev.sluice.validation;

import dev.sluice.config.WorkerConfig;
import dev.sluice.plugin.Isolated;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.connector.Connector;
import org.apache.kafka.connect.source.ConnectorTransactionBoundaries;
import org.apache.kafka.connect.source.ExactlyOnceSupport;
import org.apache.kafka.connect.source.SourceConnector;

/** Rules about several keys at once. Adds errors to the values of the keys that are to be mended. */
final class ConnectorRules {
    private static final String EXACTLY_ONCE = "exactly.once.support";
    private static final String BOUNDARY = "transaction.boundary";
    private static final String CONSUMER_GROUP = "consumer.override.group.id";
    private static final String DEAD_LETTER_TOPIC = "errors.deadletterqueue.topic.name";

    private final WorkerConfig worker;

    ConnectorRules(WorkerConfig worker) {
        this.worker = worker;
    }

    /** Topics, dead letter queue and consumer group of a sink. */
    void checkSink(Map<String, String> config, Map<String, ConfigValue> values) {
        checkTopics(config, values);
        String ownGroup = config.get(CONSUMER_GROUP);
        String group = ownGroup != null ? ownGroup : "connect-" + config.get("name");
        String key = ownGroup != null ? CONSUMER_GROUP : "name";
        // A group of its own is listed by itself too, not only among the client overrides.
        ConfigValue value = values.computeIfAbsent(
                key, k -> new ConfigValue(k, config.get(k), new ArrayList<>(), new ArrayList<>()));
        if (group.equals(worker.groupId())) {
            value.addErrorMessage("The connector's consumer group would be " + group
                    + ", which is the workers' own group.id; give it another " + key);
        }
    }

    private static void checkTopics(Map<String, String> config, Map<String, ConfigValue> values) {
        String topics = config.get("topics");
        String regex = config.get("topics.regex");
        boolean hasTopics = topics != null && !topics.isBlank();
        boolean hasRegex = regex != null && !regex.isBlank();
        if (hasTopics == hasRegex) {
            String problem = hasTopics
                    ? "topics and topics.regex are both set; remove one of them"
                    : "Set topics or topics.regex: a sink has to know what to read";
            values.get("topics").addErrorMessage(problem);
            values.get("topics.regex").addErrorMessage(problem);
            return;
        }
        String deadLetterTopic = config.get(DEAD_LETTER_TOPIC);
        if (deadLetterTopic == null || deadLetterTopic.isBlank()) {
            return;
        }
        String problem = "The connector would read its own dead letter queue " + deadLetterTopic.trim()
                + "; change %s or " + DEAD_LETTER_TOPIC;
        if (hasTopics
                && ConfigDef.parseType("topics", topics, ConfigDef.Type.LIST) instanceof List<?> names
                && names.contains(deadLetterTopic.trim())) {
            values.get("topics").addErrorMessage(String.format(problem, "topics"));
        }
        if (hasRegex && matches(regex.trim(), deadLetterTopic.trim())) {
            values.get("topics.regex").addErrorMessage(String.format(problem, "topics.regex"));
        }
    }

    private static boolean matches(String regex, String topic) {
        try {
            return Pattern.compile(regex).matcher(topic).matches();
        } catch (PatternSyntaxException reportedByTheDefinition) {
            return false;
        }
    }

    /** What a source that asks for exactly-once support needs of worker and connector (KIP-618). */
    void checkSource(Map<String, String> config, Map<String, ConfigValue> values, Isolated<Connector> connector) {
        ConfigValue support = values.get(EXACTLY_ONCE);
        if (isSetTo("required", config.get(EXACTLY_ONCE))) {
            if (!worker.exactlyOnceSourceEnabled()) {
                support.addErrorMessage(
                        "exactly.once.source.support is not enabled in this worker's configuration; enable it there, or"
                                + " set " + EXACTLY_ONCE + " to requested");
            }
            checkSupport(config, support, connector);
        }
        if (isSetTo("connector", config.get(BOUNDARY))) {
            checkBoundary(config, values.get(BOUNDARY), connector);
        }
    }

    private static boolean isSetTo(String word, String value) {
        return value != null && value.trim().equalsIgnoreCase(word);
    }

    private static void checkSupport(Map<String, String> config, ConfigValue value, Isolated<Connector> connector) {
        try {
            ExactlyOnceSupport answer = connector.call(plugin -> ((SourceConnector) plugin).exactlyOnceSupport(config));
            if (answer == null) {
                value.addErrorMessage(
                        "The connector does not say whether it can write exactly once; ask its makers, and" + " set "
                                + EXACTLY_ONCE + " to requested if it can");
            } else if (answer != ExactlyOnceSupport.SUPPORTED) {
                value.addErrorMessage("The connector cannot write exactly once with this config");
            }
        } catch (Exception | LinkageError e) {
            value.addErrorMessage("The connector failed to say whether it can write exactly once: " + e);
        }
    }

    private static void checkBoundary(Map<String, String> config, ConfigValue value, Isolated<Connector> connector) {
        try {
            ConnectorTransactionBoundaries answer =
                    connector.call(plugin -> ((SourceConnector) plugin).canDefineTransactionBoundaries(config));
            if (answer != ConnectorTransactionBoundaries.SUPPORTED) {
                value.addErrorMessage(
                        "The connector does not define transaction boundaries with this config; use poll or"
                                + " interval");
            }
        } catch (Exception | LinkageError e) {
            value.addErrorMessage("The connector failed to say whether it defines transaction boundaries: " + e);
        }
    }
}
