package dev.sluice.service;

/**
 * @param className the plugin's class
 * @param type      its type in REST's words, such as {@code header_converter}
 * @param version   its version; {@code undefined} where it has none
 */
public record PluginInfo(String className, String type, String version) {}
