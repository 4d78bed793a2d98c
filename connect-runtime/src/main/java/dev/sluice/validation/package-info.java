/**
 * Validates connector configs and describes plugins' keys: the framework's own definitions, transformations and
 * predicates, converters, overrides of clients, and what the connector itself says. Floor 2: uses {@code model},
 * {@code concurrent}, {@code plugin}, {@code config} and {@code service}.
 */
package dev.sluice.validation;
