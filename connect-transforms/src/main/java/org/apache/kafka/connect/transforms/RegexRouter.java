package org.apache.kafka.connect.transforms;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.utils.AppInfoParser;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.transforms.util.RegexValidator;
import org.apache.kafka.connect.transforms.util.SimpleConfig;

/**
 * Gives a record another topic if all of its topic matches a regular expression. The rest of the record, its partition
 * included, stays as it is.
 */
public class RegexRouter<R extends ConnectRecord<R>> implements Transformation<R> {
    public static final String OVERVIEW_DOC =
            "Changes the topic of records whose topic matches a regular expression. The replacement may refer to groups"
                    + " of the expression, as in <code>$1</code>.";

    private static final String REGEX = "regex";
    private static final String REPLACEMENT = "replacement";

    public static final ConfigDef CONFIG_DEF = new ConfigDef()
            .define(
                    REGEX,
                    ConfigDef.Type.STRING,
                    ConfigDef.NO_DEFAULT_VALUE,
                    new RegexValidator(),
                    ConfigDef.Importance.HIGH,
                    "Regular expression that the whole topic has to match.")
            .define(
                    REPLACEMENT,
                    ConfigDef.Type.STRING,
                    ConfigDef.NO_DEFAULT_VALUE,
                    ConfigDef.Importance.HIGH,
                    "The new topic; may refer to groups of the expression.");

    private Pattern regex;
    private String replacement;
    /** Many records in a row are from one topic, for which the expression is asked once. */
    private Route last;

    public RegexRouter() {}

    @Override
    public void configure(Map<String, ?> props) {
        SimpleConfig config = new SimpleConfig(CONFIG_DEF, props);
        regex = Pattern.compile(config.getString(REGEX));
        replacement = config.getString(REPLACEMENT);
        last = null;
    }

    @Override
    public R apply(R record) {
        Route route = last;
        if (route == null || !route.from().equals(record.topic())) {
            route = routeOf(record.topic());
            last = route;
        }
        return route.to() == null ? record : RecordCopy.withTopic(record, route.to());
    }

    private Route routeOf(String topic) {
        Matcher matcher = regex.matcher(topic);
        return new Route(topic, matcher.matches() ? matcher.replaceFirst(replacement) : null);
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

    /** Where records of a topic go; null if the expression does not match it, so that they stay. */
    private record Route(String from, String to) {}
}
