package dev.sluice.service;

import java.util.List;

/**
 * The outcome of validating a connector config, as {@code PUT /connector-plugins/../config/validate} shows it.
 *
 * @param name       the connector class as the request named it
 * @param errorCount how many errors there are
 * @param groups     the groups of the keys, in order
 * @param configs    one entry a key
 */
public record ValidationReport(String name, int errorCount, List<String> groups, List<Entry> configs) {

    /**
     * @param definition the key's definition; null for a value without one
     * @param value      what the request gave and what is wrong with it
     */
    public record Entry(Key definition, Value value) {}

    /** The definition of a key, in REST's words. {@code defaultValue} is null for a required key. */
    public record Key(
            String name,
            String type,
            boolean required,
            String defaultValue,
            String importance,
            String documentation,
            String group,
            int orderInGroup,
            String width,
            String displayName,
            List<String> dependents) {}

    /** The value of a key, what could be recommended instead, and its errors. */
    public record Value(
            String name, String value, List<String> recommendedValues, List<String> errors, boolean visible) {}
}
