package org.apache.kafka.connect.cli;

import dev.sluice.cli.WorkerProcess;

/**
 * The main class of a distributed worker, under the name that scripts and images start.
 */
public final class ConnectDistributed {
    private static final String LOGGING = "logback.configurationFile";

    private ConnectDistributed() {}

    /**
     * Runs a worker until the process is told to end.
     *
     * @param args the path of a properties file; further arguments are ignored
     */
    public static void main(String[] args) {
        // The scripts name a logging configuration; without them the one in the jar applies, not the backend's default.
        if (System.getProperty(LOGGING) == null) {
            System.setProperty(LOGGING, "sluice-logback.xml");
        }
        WorkerProcess.run("connect-distributed", args);
    }
}
