package dev.sluice.cli;

/** How a process that is started without the scripts logs. */
public final class ProcessLogging {
    private static final String CONFIGURATION = "logback.configurationFile";

    private ProcessLogging() {}

    /**
     * The scripts name a logging configuration; without them the one in the jar applies, not the backend's default. To be
     * called before anything logs.
     */
    public static void useOwnUnlessConfigured() {
        if (System.getProperty(CONFIGURATION) == null) {
            System.setProperty(CONFIGURATION, "sluice-logback.xml");
        }
    }
}
