/**
 * Runs connectors and tasks on threads of their own and tells a listener what became of them. Floor 5: may use
 * everything below, and is used by the herder only.
 */
package dev.sluice.worker;
