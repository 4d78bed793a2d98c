/**
 * Ids and immutable snapshots that every other package speaks in: which connectors and tasks exist, what they are meant
 * to do and what they do. Floor 0: uses the JDK only.
 */
package dev.sluice.model;
