package dev.sluice.pipeline.error;

import dev.sluice.config.ErrorSettings;

/** Error settings for tests. */
public final class Settings {
    private Settings() {}

    public static ErrorSettings intolerant() {
        return new ErrorSettings(0, 60_000, false, false, false);
    }

    public static ErrorSettings tolerant() {
        return new ErrorSettings(0, 60_000, true, false, false);
    }

    public static ErrorSettings retrying(long timeoutMs, long maxDelayMs, boolean tolerateAll) {
        return new ErrorSettings(timeoutMs, maxDelayMs, tolerateAll, false, false);
    }
}
