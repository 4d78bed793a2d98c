/**
 * What the worker wants of a task while it runs: to pause, to go on, to stop. Floor 1: uses {@code model} and Kafka's
 * clock only.
 */
package dev.sluice.pipeline.control;
