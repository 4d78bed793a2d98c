package org.apache.kafka.connect.runtime;

import org.apache.kafka.connect.runtime.isolation.Plugins;

/** What REST extensions may reach of the worker beyond the plugin API. */
@FunctionalInterface
public interface Herder {

    /** The installed plugins. */
    Plugins plugins();
}
