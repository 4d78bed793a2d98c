package dev.sluice.logging;

import ch.qos.logback.core.Context;
import org.slf4j.ILoggerFactory;

/** The secrets that must not get into a log. All workers of a JVM log to the same places, and so share them. */
public final class LoggedSecrets {
    private static final String KEY = "dev.sluice.secrets";

    private LoggedSecrets() {}

    /** What the layouts of this logging backend hide. */
    public static SecretMask of(ILoggerFactory loggers) {
        return loggers instanceof Context context ? in(context) : new SecretMask();
    }

    static SecretMask in(Context context) {
        synchronized (context.getConfigurationLock()) {
            if (!(context.getObject(KEY) instanceof SecretMask)) {
                context.putObject(KEY, new SecretMask());
            }
            return (SecretMask) context.getObject(KEY);
        }
    }
}
