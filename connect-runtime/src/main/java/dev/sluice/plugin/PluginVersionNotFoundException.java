package dev.sluice.plugin;

import java.util.List;
import org.apache.kafka.connect.errors.ConnectException;

/** A plugin is installed, but in none of the versions that were asked for (KIP-891). */
public class PluginVersionNotFoundException extends ConnectException {

    private static final long serialVersionUID = 1L;

    private final String[] availableVersions;

    public PluginVersionNotFoundException(String message, List<String> availableVersions) {
        super(message);
        this.availableVersions = availableVersions.toArray(String[]::new);
    }

    /** The versions that are installed, oldest first. */
    public List<String> availableVersions() {
        return List.of(availableVersions);
    }
}
