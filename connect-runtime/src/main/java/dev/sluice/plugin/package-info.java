/**
 * Finds plugins, isolates them from one another and from the worker, and picks versions: scanner, index, catalog, class
 * loaders. Knows nothing of configuration files, REST or Kafka clients; may use the JDK, the plugin API, kafka-clients,
 * SLF4J, Jackson's streaming parser and Maven's version ordering.
 */
package dev.sluice.plugin;
