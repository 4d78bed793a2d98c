/**
 * Mirroring between Kafka clusters in one process (KIP-382, KIP-710): a worker for each pair of clusters, configured from
 * one file. Floor 9: uses {@code app} and {@code service}.
 */
package dev.sluice.mirror;
