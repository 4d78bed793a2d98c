package org.apache.kafka.connect.cli;

import dev.sluice.cli.ProcessLogging;
import dev.sluice.cli.WorkerProcess;

/**
 * The main class of a standalone worker, under the name that scripts and images start.
 */
public final class ConnectStandalone {
    private ConnectStandalone() {}

    /**
     * Runs a worker and its connectors until the process is told to end.
     *
     * @param args the path of the worker's properties file, then paths of connector files (properties or JSON)
     */
    public static void main(String[] args) {
        ProcessLogging.useOwnUnlessConfigured();
        WorkerProcess.runStandalone("connect-standalone", args);
    }
}
