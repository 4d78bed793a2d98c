package dev.sluice.service;

/**
 * @param version        the version of Kafka Connect that this worker behaves like
 * @param commit         the commit it was built from
 * @param kafkaClusterId the id of the Kafka cluster
 */
public record ServerInfo(String version, String commit, String kafkaClusterId) {}
