package dev.sluice.service;

/**
 * @param created   whether the connector is new
 * @param connector the connector as it now is
 */
public record Upsert(boolean created, ConnectorInfo connector) {}
