/**
 * The Metrics API without HTTP: what may be asked, in the shape of Confluent Cloud's Metrics API v2, and its answers from
 * the history. Floor 4: uses {@code history} and Jackson.
 */
package dev.sluice.telemetry;
