package org.apache.kafka.connect.storage;

import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/** The base of converters' configurations: it knows what the converter is used for. */
public abstract class ConverterConfig extends AbstractConfig {

    /** The key that says what the converter is used for: {@code key}, {@code value} or {@code header}. */
    public static final String TYPE_CONFIG = "converter.type";

    private static final String TYPE_DOC =
            "What this converter is used for: 'key', 'value' or 'header'. The worker sets it.";

    /**
     * Parses a configuration.
     *
     * @param configDef the definition, made from {@link #newConfigDef()}
     * @param props the configuration as given
     */
    protected ConverterConfig(ConfigDef configDef, Map<String, ?> props) {
        super(configDef, props, true);
    }

    /**
     * Makes a definition to which a converter can add its own keys.
     *
     * @return a new definition with {@value #TYPE_CONFIG} only
     */
    public static ConfigDef newConfigDef() {
        return new ConfigDef()
                .define(
                        TYPE_CONFIG,
                        ConfigDef.Type.STRING,
                        ConfigDef.NO_DEFAULT_VALUE,
                        ConfigDef.ValidString.in(
                                ConverterType.KEY.getName(),
                                ConverterType.VALUE.getName(),
                                ConverterType.HEADER.getName()),
                        ConfigDef.Importance.LOW,
                        TYPE_DOC);
    }

    /**
     * What the converter is used for.
     *
     * @return key, value or header
     */
    public ConverterType type() {
        return ConverterType.withName(getString(TYPE_CONFIG));
    }
}
