package org.apache.kafka.connect.storage;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;

/** Configuration of {@link StringConverter}. */
public class StringConverterConfig extends ConverterConfig {
    /** Name of the character set in which text is written and read. */
    public static final String ENCODING_CONFIG = "converter.encoding";

    /** UTF-8. */
    public static final String ENCODING_DEFAULT = StandardCharsets.UTF_8.name();

    private static final ConfigDef DEFINITION = ConverterConfig.newConfigDef()
            .define(
                    ENCODING_CONFIG,
                    ConfigDef.Type.STRING,
                    ENCODING_DEFAULT,
                    ConfigDef.Importance.HIGH,
                    "Character set in which strings are written and read, by a name that Java knows, such as UTF-8.",
                    null,
                    -1,
                    ConfigDef.Width.MEDIUM,
                    "Encoding");

    /** Reads the configuration, which needs {@code converter.type}. */
    public StringConverterConfig(Map<String, ?> props) {
        super(DEFINITION, props);
    }

    /** The keys, their types and defaults. */
    public static ConfigDef configDef() {
        return DEFINITION;
    }

    /** The name of the character set; it is not checked. */
    public String encoding() {
        return getString(ENCODING_CONFIG);
    }
}
