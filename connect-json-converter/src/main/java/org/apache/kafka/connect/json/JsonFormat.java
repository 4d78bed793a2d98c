package org.apache.kafka.connect.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;

/**
 * The dialect of JSON that converters speak: standard JSON that may have leading zeros in numbers, decimals with all
 * their digits, and Jackson's limits on nesting (1000 levels) and on the length of numbers, names and texts.
 */
final class JsonFormat {
    /** Parsers and generators of this dialect. */
    static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(JsonReadFeature.ALLOW_LEADING_ZEROS_FOR_NUMBERS)
            .build();

    /** Writes trees. */
    static final JsonMapper TREES = JsonMapper.builder(FACTORY)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    /** Reads trees whose decimals are doubles. */
    static final ObjectReader PLAIN = TREES.readerFor(JsonNode.class);

    /** Reads trees whose decimals have all their digits. */
    static final ObjectReader EXACT = PLAIN.with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private JsonFormat() {}
}
