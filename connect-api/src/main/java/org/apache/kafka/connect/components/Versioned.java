package org.apache.kafka.connect.components;

/** Something that can say which version of itself is in use. */
public interface Versioned {

    /**
     * Tells the version of this component.
     *
     * @return the version as its author writes it; a text for people, compared by the worker only where a plugin version
     *     is asked for (KIP-891)
     */
    String version();
}
