/**
 * Connectors that do nothing but make or take records, and bare clients beside them: what the side-by-side run loads
 * workers with. Uses Kafka's clients and the plugin API only, so that the same classes run in any make of worker.
 */
package dev.sluice.bench.load;
