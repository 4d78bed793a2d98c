package dev.sluice.rest;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A request to another worker. Immutable.
 *
 * @param method   the HTTP method
 * @param path     the path's segments, not encoded
 * @param query    query parameters
 * @param body     what becomes the JSON body, if there is one
 * @param headers  headers beside those that every request has
 */
record WorkerRequest(
        String method,
        List<String> path,
        Map<String, String> query,
        Optional<byte[]> body,
        Map<String, String> headers) {

    static WorkerRequest of(String method, String... path) {
        return new WorkerRequest(method, List.of(path), Map.of(), Optional.empty(), Map.of());
    }

    WorkerRequest withQuery(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(query);
        more.put(name, value);
        return new WorkerRequest(method, path, more, body, headers);
    }

    WorkerRequest withBody(byte[] json) {
        return new WorkerRequest(method, path, query, Optional.of(json), headers);
    }

    /** @throws com.fasterxml.jackson.core.JsonProcessingException if the value cannot be written */
    WorkerRequest withBody(ObjectMapper mapper, Object value)
            throws com.fasterxml.jackson.core.JsonProcessingException {
        return withBody(mapper.writeValueAsBytes(value));
    }

    WorkerRequest withHeader(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new WorkerRequest(method, path, query, body, more);
    }

    /** The whole URL below a worker's own, whose path prefix is kept. */
    String url(String workerUrl) {
        StringBuilder url = new StringBuilder(workerUrl);
        if (url.length() > 0 && url.charAt(url.length() - 1) == '/') {
            url.setLength(url.length() - 1);
        }
        path.forEach(segment -> url.append('/').append(encode(segment)));
        List<String> parameters = new ArrayList<>();
        query.forEach((name, value) -> parameters.add(encode(name) + "=" + encode(value)));
        return parameters.isEmpty() ? url.toString() : url + "?" + String.join("&", parameters);
    }

    private static String encode(String text) {
        // The form encoding differs from that of URLs in the blank alone.
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
