/**
 * The few classes of this name that published plugins are linked against. Plugins see the worker through them; they may
 * use the plugin API and the worker's {@code config} and {@code plugin} packages.
 */
package org.apache.kafka.connect.runtime;
