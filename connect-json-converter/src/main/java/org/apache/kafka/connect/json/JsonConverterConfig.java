package org.apache.kafka.connect.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.connect.storage.ConverterConfig;

/** Configuration of {@link JsonConverter}. */
public final class JsonConverterConfig extends ConverterConfig {
    public static final String SCHEMAS_ENABLE_CONFIG = "schemas.enable";
    public static final boolean SCHEMAS_ENABLE_DEFAULT = true;

    public static final String SCHEMA_CONTENT_CONFIG = "schema.content";
    public static final String SCHEMA_CONTENT_DEFAULT = null;

    public static final String SCHEMAS_CACHE_SIZE_CONFIG = "schemas.cache.size";
    public static final int SCHEMAS_CACHE_SIZE_DEFAULT = 1000;

    public static final String DECIMAL_FORMAT_CONFIG = "decimal.format";
    public static final String DECIMAL_FORMAT_DEFAULT = DecimalFormat.BASE64.name();

    public static final String REPLACE_NULL_WITH_DEFAULT_CONFIG = "replace.null.with.default";
    public static final boolean REPLACE_NULL_WITH_DEFAULT_DEFAULT = true;

    private static final String SCHEMAS_GROUP = "Schemas";
    private static final String SERIALIZATION_GROUP = "Serialization";

    private final boolean schemasEnabled;
    private final int schemaCacheSize;
    private final byte[] schemaContent;
    private final DecimalFormat decimalFormat;
    private final boolean replaceNullWithDefault;

    /**
     * Parses the converter's properties.
     *
     * @throws org.apache.kafka.common.config.ConfigException if one is missing or has a value that is not allowed
     */
    public JsonConverterConfig(Map<String, ?> props) {
        super(configDef(), props);
        schemasEnabled = getBoolean(SCHEMAS_ENABLE_CONFIG);
        schemaCacheSize = getInt(SCHEMAS_CACHE_SIZE_CONFIG);
        String content = getString(SCHEMA_CONTENT_CONFIG);
        schemaContent = content == null || content.isEmpty() ? null : content.getBytes(UTF_8);
        decimalFormat = DecimalFormat.valueOf(getString(DECIMAL_FORMAT_CONFIG).toUpperCase(Locale.ROOT));
        replaceNullWithDefault = getBoolean(REPLACE_NULL_WITH_DEFAULT_CONFIG);
    }

    /** The keys that {@link JsonConverter} understands, those of every converter included. */
    public static ConfigDef configDef() {
        ConfigDef def = ConverterConfig.newConfigDef();
        defineSchemas(def);
        defineSerialization(def);
        return def;
    }

    private static void defineSchemas(ConfigDef def) {
        def.define(
                SCHEMAS_ENABLE_CONFIG,
                ConfigDef.Type.BOOLEAN,
                SCHEMAS_ENABLE_DEFAULT,
                Importance.HIGH,
                "Whether every message is an envelope that holds its schema beside its payload. Without it, messages"
                        + " are bare JSON and values have no schema.",
                SCHEMAS_GROUP,
                0,
                Width.MEDIUM,
                "Enable Schemas");
        def.define(
                SCHEMAS_CACHE_SIZE_CONFIG,
                ConfigDef.Type.INT,
                SCHEMAS_CACHE_SIZE_DEFAULT,
                Importance.HIGH,
                "How many schemas this converter remembers in each direction, to save translating them again for"
                        + " every message. 0 switches the memory off.",
                SCHEMAS_GROUP,
                1,
                Width.MEDIUM,
                "Schema Cache Size");
        def.define(
                SCHEMA_CONTENT_CONFIG,
                ConfigDef.Type.STRING,
                SCHEMA_CONTENT_DEFAULT,
                Importance.HIGH,
                "A schema in the converter's own JSON form. When given and schemas are enabled, messages are read as"
                        + " bare payloads of this schema. It has no effect on writing.",
                SCHEMAS_GROUP,
                2,
                Width.MEDIUM,
                "Schema Content");
    }

    private static void defineSerialization(ConfigDef def) {
        def.define(
                DECIMAL_FORMAT_CONFIG,
                ConfigDef.Type.STRING,
                DECIMAL_FORMAT_DEFAULT,
                ConfigDef.CaseInsensitiveValidString.in(DecimalFormat.NUMERIC.name(), DecimalFormat.BASE64.name()),
                Importance.LOW,
                "How decimals are written, in any case of letters: BASE64 for the unscaled value's bytes as Base64"
                        + " text, NUMERIC for JSON numbers. Reading accepts both.",
                SERIALIZATION_GROUP,
                0,
                Width.MEDIUM,
                "Decimal Format");
        def.define(
                REPLACE_NULL_WITH_DEFAULT_CONFIG,
                ConfigDef.Type.BOOLEAN,
                REPLACE_NULL_WITH_DEFAULT_DEFAULT,
                Importance.LOW,
                "Whether a null takes the default value of its schema, if there is one. Otherwise it stays null.",
                SERIALIZATION_GROUP,
                1,
                Width.MEDIUM,
                "Replace null with default");
    }

    /** Whether messages hold their schema, or are read with {@link #schemaContent()}. */
    public boolean schemasEnabled() {
        return schemasEnabled;
    }

    /** How many schemas are kept in each direction. */
    public int schemaCacheSize() {
        return schemaCacheSize;
    }

    /** How decimals are written. */
    public DecimalFormat decimalFormat() {
        return decimalFormat;
    }

    /** Whether nulls take their schema's default. */
    public boolean replaceNullWithDefault() {
        return replaceNullWithDefault;
    }

    /** The schema of all messages read, as UTF-8 JSON, or null if messages carry their own. */
    public byte[] schemaContent() {
        return schemaContent == null ? null : schemaContent.clone();
    }
}
