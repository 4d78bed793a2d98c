package org.apache.kafka.connect.cli;

import dev.sluice.cli.ProcessLogging;
import dev.sluice.cli.WorkerProcess;

/**
 * The main class of a distributed worker, under the name that scripts and images start.
 */
public final class ConnectDistributed {
    private ConnectDistributed() {}

    /**
     * Runs a worker until the process is told to end.
     *
     * @param args the path of a properties file; further arguments are ignored
     */
    public static void main(String[] args) {
        ProcessLogging.useOwnUnlessConfigured();
        WorkerProcess.run("connect-distributed", args);
    }
}
