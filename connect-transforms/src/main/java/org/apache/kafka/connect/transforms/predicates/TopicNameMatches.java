package org.apache.kafka.connect.transforms.predicates;

import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.utils.AppInfoParser;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.transforms.util.RegexValidator;
import org.apache.kafka.connect.transforms.util.SimpleConfig;

/** Holds for records whose topic matches a regular expression as a whole. */
public class TopicNameMatches<R extends ConnectRecord<R>> implements Predicate<R> {
    public static final String OVERVIEW_DOC =
            "Holds for records whose whole topic matches the given regular expression.";

    private static final String PATTERN = "pattern";

    public static final ConfigDef CONFIG_DEF = new ConfigDef()
            .define(
                    PATTERN,
                    ConfigDef.Type.STRING,
                    ConfigDef.NO_DEFAULT_VALUE,
                    ConfigDef.CompositeValidator.of(new ConfigDef.NonEmptyString(), new RegexValidator()),
                    ConfigDef.Importance.MEDIUM,
                    "Regular expression of Java that the topic has to match.");

    private Pattern pattern;

    public TopicNameMatches() {}

    @Override
    public void configure(Map<String, ?> configs) {
        pattern = Pattern.compile(new SimpleConfig(CONFIG_DEF, configs).getString(PATTERN));
    }

    @Override
    public boolean test(R record) {
        return record.topic() != null && pattern.matcher(record.topic()).matches();
    }

    @Override
    public String toString() {
        return "TopicNameMatches{pattern=" + pattern + "}";
    }

    @Override
    public ConfigDef config() {
        return CONFIG_DEF;
    }

    @Override
    public String version() {
        return AppInfoParser.getVersion();
    }

    @Override
    public void close() {}
}
