/**
 * Levels of loggers while the worker runs: the interface that REST and the herder use, and its implementation over the
 * logging library. Floor 1: uses SLF4J and Logback only.
 */
package dev.sluice.logging;
