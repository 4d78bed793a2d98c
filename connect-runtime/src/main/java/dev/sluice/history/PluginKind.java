package dev.sluice.history;

/** What kind of connector it is. The order is that of the stored format: a new one goes to the end. */
public enum PluginKind {
    /** Nobody knows. */
    UNKNOWN(0),
    /** It writes to Kafka. */
    SOURCE(1),
    /** It reads from Kafka. */
    SINK(2);

    private final int code;

    PluginKind(int code) {
        this.code = code;
    }

    /** As it is stored. */
    public int code() {
        return code;
    }

    /** The one with a code; UNKNOWN for a code that a later version has. */
    public static PluginKind of(long code) {
        for (PluginKind each : values()) {
            if (each.code == code) {
                return each;
            }
        }
        return UNKNOWN;
    }
}
