/**
 * Offsets of source connectors: how they are written, where they are kept, and the reader and writer that tasks get.
 * Floor 3: uses {@code kafka}, {@code log} and the plugin API.
 */
package dev.sluice.store.offset;
