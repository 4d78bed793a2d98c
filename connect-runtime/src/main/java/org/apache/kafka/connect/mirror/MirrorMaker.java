package org.apache.kafka.connect.mirror;

import dev.sluice.cli.MirrorProcess;
import dev.sluice.cli.ProcessLogging;

/**
 * The main class of a mirror of Kafka clusters, under the name that scripts and images start.
 */
public final class MirrorMaker {
    private MirrorMaker() {}

    /**
     * Mirrors until the process is told to end.
     *
     * @param args the path of a properties file, then perhaps {@code --clusters} and aliases
     */
    public static void main(String[] args) {
        ProcessLogging.useOwnUnlessConfigured();
        MirrorProcess.run(args);
    }
}
