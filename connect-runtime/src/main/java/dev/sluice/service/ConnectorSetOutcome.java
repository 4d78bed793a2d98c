package dev.sluice.service;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What applying a {@link ConnectorSet} has changed, or would change.
 *
 * @param dryRun     whether nothing was changed
 * @param connectors one a connector, by name
 */
public record ConnectorSetOutcome(boolean dryRun, List<Change> connectors) {

    /** What becomes of a connector. */
    public enum Action {
        CREATE,
        UPDATE,
        DELETE,
        UNCHANGED;

        /** The word that the REST API uses. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * @param name   the connector's name
     * @param action what becomes of it
     * @param diff   the keys of its config that change, by name
     */
    public record Change(String name, Action action, Map<String, Values> diff) {}

    /**
     * @param before null if the key was not there
     * @param after  null if the key is removed
     */
    public record Values(String before, String after) {}
}
