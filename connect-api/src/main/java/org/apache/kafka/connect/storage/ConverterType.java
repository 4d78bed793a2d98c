package org.apache.kafka.connect.storage;

import java.util.Locale;

/** What a converter is used for. */
public enum ConverterType {
    /** Keys of records. */
    KEY,
    /** Values of records. */
    VALUE,
    /** Headers of records. */
    HEADER;

    private static final ConverterType[] TYPES = values();

    private final String name = name().toLowerCase(Locale.ROOT);

    /**
     * Finds a type by its name.
     *
     * @param name the name in any case, may be null
     * @return the type, null if there is none of that name
     */
    public static ConverterType withName(String name) {
        if (name == null) {
            return null;
        }
        String wanted = name.toLowerCase(Locale.ROOT);
        for (ConverterType type : TYPES) {
            if (type.name.equals(wanted)) {
                return type;
            }
        }
        return null;
    }

    /**
     * The name as it stands in configurations.
     *
     * @return {@code key}, {@code value} or {@code header}
     */
    public String getName() {
        return name;
    }
}
