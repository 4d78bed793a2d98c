package dev.sluice.config;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a sink connector's tasks read, and where they put what they cannot deliver.
 *
 * @param topics          the topics to read; empty where a pattern is given
 * @param pattern         which topics to read, matched against the whole name
 * @param deadLetters     where records go that fail
 */
public record SinkSettings(Set<String> topics, Optional<Pattern> pattern, Optional<DeadLetterSettings> deadLetters) {}
