package dev.sluice.telemetry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/**
 * Where the next page begins. Any worker understands what another has given out; it holds nothing that the client did not
 * know.
 *
 * @param question  what was asked, as a digest
 * @param issued    when the first page was asked for; {@code now} of all pages
 * @param after     the labels of the last group of the page before; null for one that a series lacks
 */
record PageToken(String question, Instant issued, List<String> after) {
    private static final Duration LIFE = Duration.ofMinutes(15);

    static String digest(String question) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(question.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JVM has SHA-256", e);
        }
    }

    String text(ObjectMapper mapper) {
        ObjectNode node = mapper.createObjectNode().put("q", question).put("t", issued.toEpochMilli());
        ArrayNode last = node.putArray("a");
        after.forEach(last::add);
        try {
            return Base64.getUrlEncoder().withoutPadding().encodeToString(mapper.writeValueAsBytes(node));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A page token cannot be written", e);
        }
    }

    /** @throws TelemetryException if it is none, or too old */
    static PageToken read(String text, Instant now, ObjectMapper mapper) {
        PageToken token;
        try {
            JsonNode node = mapper.readTree(Base64.getUrlDecoder().decode(text));
            List<String> after = new ArrayList<>();
            node.path("a").forEach(each -> after.add(each.isNull() ? null : each.asText()));
            token = new PageToken(
                    node.path("q").asText(), Instant.ofEpochMilli(node.path("t").asLong()), after);
        } catch (IllegalArgumentException | IOException e) {
            throw wrong("is not valid");
        }
        if (token.issued.plus(LIFE).isBefore(now)) {
            throw wrong("has expired");
        }
        return token;
    }

    /** @throws TelemetryException if it belongs to another question */
    void check(String asked, int labels) {
        if (!question.equals(asked) || after.size() != labels) {
            throw wrong("belongs to another request");
        }
    }

    private static TelemetryException wrong(String why) {
        return TelemetryException.badRequest("The page token " + why + "; start again with the first page.");
    }
}
