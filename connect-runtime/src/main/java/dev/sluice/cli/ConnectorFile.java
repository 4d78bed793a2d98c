package dev.sluice.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.model.TargetState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigException;

/**
 * A connector that the command line names: its config as a JSON object, or the request by which the REST API creates one
 * (name, config, initial_state), or Java properties.
 *
 * @param name         the connector's name
 * @param config       its raw config, with the name
 * @param initialState what it is to do at first; empty for {@link TargetState#STARTED}
 */
record ConnectorFile(String name, Map<String, String> config, Optional<TargetState> initialState) {
    private static final String NAME = "name";

    /**
     * @throws ConfigException if the file is missing, is none of the three, or does not name the connector
     */
    static ConnectorFile read(Path file) throws IOException {
        if (!Files.isReadable(file)) {
            throw new ConfigException("The connector file " + file.toAbsolutePath()
                    + " does not exist or cannot be read; give the path of an existing one");
        }
        Optional<JsonNode> json = json(file);
        if (json.isPresent()) {
            JsonNode object = json.get();
            return object.has(NAME) && isFlat(object) ? ofConfig(file, strings(object)) : ofRequest(file, object);
        }
        return ofConfig(file, PropertiesFile.read("The connector file", file));
    }

    private static Optional<JsonNode> json(Path file) throws IOException {
        try {
            return Optional.of(new ObjectMapper().readTree(Files.readAllBytes(file)))
                    .filter(JsonNode::isObject);
        } catch (JsonProcessingException notJson) {
            return Optional.empty();
        }
    }

    private static boolean isFlat(JsonNode object) {
        for (JsonNode value : object) {
            if (value.isContainerNode()) {
                return false;
            }
        }
        return true;
    }

    private static Map<String, String> strings(JsonNode object) {
        Map<String, String> strings = new HashMap<>();
        object.properties().forEach(entry -> {
            JsonNode value = entry.getValue();
            strings.put(entry.getKey(), value.isNull() ? null : value.asText());
        });
        return strings;
    }

    private static ConnectorFile ofConfig(Path file, Map<String, String> config) {
        String name = config.get(NAME);
        if (name == null) {
            throw nameless(file);
        }
        return new ConnectorFile(name, config, Optional.empty());
    }

    private static ConnectorFile ofRequest(Path file, JsonNode request) {
        JsonNode config = request.path("config");
        if (!config.isObject() || !isFlat(config)) {
            throw new ConfigException("The connector file " + file.toAbsolutePath()
                    + " is neither a JSON object of a connector's config, with a name and texts as values, nor one with"
                    + " name, config and initial_state");
        }
        Map<String, String> strings = strings(config);
        String name = request.path(NAME).asText(null);
        if (name == null) {
            throw nameless(file);
        }
        String inner = strings.putIfAbsent(NAME, name);
        if (inner != null && !inner.equals(name)) {
            throw new ConfigException("The connector file " + file.toAbsolutePath() + " calls the connector " + name
                    + ", and in its config " + inner + "; let both be the same, or leave out the second");
        }
        return new ConnectorFile(name, strings, initialState(file, request.path("initial_state")));
    }

    private static Optional<TargetState> initialState(Path file, JsonNode state) {
        if (state.isMissingNode() || state.isNull()) {
            return Optional.empty();
        }
        try {
            return Optional.of(TargetState.valueOf(state.asText().toUpperCase(Locale.ROOT)));
        } catch (IllegalArgumentException e) {
            throw new ConfigException("The connector file " + file.toAbsolutePath() + " has the initial_state "
                    + state.asText() + "; it may be one of " + Arrays.toString(TargetState.values()));
        }
    }

    private static ConfigException nameless(Path file) {
        return new ConfigException(
                "The connector file " + file.toAbsolutePath() + " does not say the connector's name; add the key name");
    }
}
