package org.apache.kafka.connect.transforms.field;

import java.util.Locale;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/** How a field is named in a configuration (KIP-821). */
public enum FieldSyntaxVersion {
    /** The whole text is the name of one field. */
    V1,

    /** Names joined by dots lead into nested structs and maps; a name between backticks may contain dots. */
    V2;

    public static final String FIELD_SYNTAX_VERSION_CONFIG = "field.syntax.version";
    public static final String FIELD_SYNTAX_VERSION_DOC =
            "How fields are named. With <code>V1</code> the whole text is the name of a field. With <code>V2</code>"
                    + " names joined by dots lead into nested structs and maps, as in <code>a.b</code>; a name that"
                    + " contains dots goes between backticks.";
    public static final String FIELD_SYNTAX_VERSION_DEFAULT_VALUE = V1.name();

    /** Adds the key {@value #FIELD_SYNTAX_VERSION_CONFIG} to a definition. */
    public static ConfigDef appendConfigTo(ConfigDef configDef) {
        return configDef.define(
                FIELD_SYNTAX_VERSION_CONFIG,
                ConfigDef.Type.STRING,
                FIELD_SYNTAX_VERSION_DEFAULT_VALUE,
                ConfigDef.CaseInsensitiveValidString.in(V1.name(), V2.name()),
                ConfigDef.Importance.HIGH,
                FIELD_SYNTAX_VERSION_DOC);
    }

    /** The version that a configuration names, in any case of letters. */
    public static FieldSyntaxVersion fromConfig(AbstractConfig config) {
        return valueOf(config.getString(FIELD_SYNTAX_VERSION_CONFIG).toUpperCase(Locale.ROOT));
    }
}
