package org.apache.kafka.tools;

import dev.sluice.tool.PluginPathTool;
import org.apache.kafka.common.utils.AppInfoParser;

/**
 * The main class of connect-plugin-path, under the name that scripts start.
 */
public final class ConnectPluginPath {
    private ConnectPluginPath() {}

    /**
     * Lists plugins or brings their service files up to date, and ends the JVM.
     *
     * @param args see {@code --help}
     */
    public static void main(String[] args) {
        System.exit(new PluginPathTool(System.out, System.err, AppInfoParser.getVersion()).run(args));
    }
}
