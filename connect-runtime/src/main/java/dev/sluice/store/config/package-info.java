/**
 * The config topic: its records, the fold that turns them into a {@link dev.sluice.model.ConfigSnapshot}, and the store
 * that reads and writes them. Floor 3: uses {@code model}, {@code kafka} and {@code log}.
 */
package dev.sluice.store.config;
