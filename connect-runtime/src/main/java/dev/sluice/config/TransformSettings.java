package dev.sluice.config;

import java.util.Optional;

/**
 * One step of a connector's transformation chain (KIP-66, KIP-585).
 *
 * @param transformation what is applied
 * @param predicate      to which records; empty for all
 * @param negate         whether it is applied to the records that the predicate does not hold for
 */
public record TransformSettings(PluginSettings transformation, Optional<PluginSettings> predicate, boolean negate) {}
