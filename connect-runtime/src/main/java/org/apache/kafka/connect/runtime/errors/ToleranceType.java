package org.apache.kafka.connect.runtime.errors;

import java.util.Locale;

/** The values of {@code errors.tolerance} (KIP-298), for connectors that read that key themselves. */
public enum ToleranceType {
    /** The first record that fails fails the task. */
    NONE,
    /** Records that fail are skipped. */
    ALL;

    /** How the value is written in configs. */
    public String value() {
        return name().toLowerCase(Locale.ROOT);
    }
}
