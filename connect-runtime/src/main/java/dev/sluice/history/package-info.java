/**
 * What the cluster's connectors, tasks and workers did, minute by minute: each worker writes its part to a topic, and all
 * of them read it into memory of a bounded size. Floor 3: uses {@code log}, {@code kafka} and {@code metrics}.
 */
package dev.sluice.history;
