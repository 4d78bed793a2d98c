package dev.sluice.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.net.http.HttpResponse;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OpenApiTest {
    /** What workers ask each other, and what only says that there is nothing. */
    private static final Set<Class<?>> NOT_FOR_USERS = Set.of(InternalResource.class, TelemetryElsewhere.class);

    private static final Pattern TEMPLATE = Pattern.compile("\\{([^}]+)}");
    private static final Set<String> VERBS =
            Set.of("get", "put", "post", "delete", "options", "head", "patch", "trace");

    private final TestWorker worker = TestWorker.serving(Map.of());

    @AfterEach
    void stop() {
        worker.close();
    }

    private JsonNode document() throws Exception {
        HttpResponse<String> answer = worker.get("/openapi.json");
        assertEquals(200, answer.statusCode());
        assertEquals(
                "application/json", answer.headers().firstValue("Content-Type").orElseThrow());
        return new ObjectMapper().readTree(answer.body());
    }

    /** Every method of every resource that is not for workers alone, as {@code get /path}. */
    private static Set<String> resourceMethods() {
        Set<String> methods = new TreeSet<>();
        for (JavaClass type : new ClassFileImporter(List.of(new ImportOption.DoNotIncludeTests()))
                .importPackages("dev.sluice.rest")) {
            Class<?> resource = type.reflect();
            if (!resource.isAnnotationPresent(Path.class) || NOT_FOR_USERS.contains(resource)) {
                continue;
            }
            for (Method method : resource.getDeclaredMethods()) {
                for (Annotation annotation : method.getAnnotations()) {
                    HttpMethod verb = annotation.annotationType().getAnnotation(HttpMethod.class);
                    if (verb != null) {
                        methods.add(verb.value().toLowerCase(Locale.ROOT) + " " + OpenApi.path(resource, method));
                    }
                }
            }
        }
        return methods;
    }

    @Test
    void describesEveryResourceMethodAndNothingElse() throws Exception {
        Set<String> described = new TreeSet<>();
        document().get("paths").properties().forEach(path -> path.getValue()
                .fieldNames()
                .forEachRemaining(verb -> described.add(verb + " " + path.getKey())));
        assertEquals(resourceMethods(), described);
        assertTrue(described.contains("post /connectors/apply"), described::toString);
        assertTrue(described.contains("get /"), described::toString);
    }

    /** What the server says that it allows on a path is what the document has, but for what only workers ask. */
    @Test
    void describesWhatTheServerAllows() throws Exception {
        Map<String, Set<String>> allowed = new TreeMap<>();
        Map<String, Set<String>> described = new TreeMap<>();
        for (Map.Entry<String, JsonNode> path : document().get("paths").properties()) {
            Set<String> verbs = new TreeSet<>();
            path.getValue().fieldNames().forEachRemaining(verb -> verbs.add(verb.toUpperCase(Locale.ROOT)));
            described.put(path.getKey(), verbs);
            String target = path.getKey().replaceAll("\\{[^}]+}", "0");
            String allow = worker.send("OPTIONS", target, null)
                    .headers()
                    .firstValue("Allow")
                    .orElse("");
            Set<String> found = new TreeSet<>(List.of(allow.split(",")));
            found.removeAll(Set.of("HEAD", "OPTIONS"));
            allowed.put(path.getKey(), found);
        }
        assertTrue(allowed.get("/connectors/{connector}/tasks").remove("POST"));
        // Where there is no connector of that name, and POST means a set of them.
        assertEquals(Set.of("DELETE", "GET"), allowed.remove("/connectors/apply"));
        assertEquals(Set.of("POST"), described.remove("/connectors/apply"));
        assertEquals(allowed, described);
    }

    @Test
    void isValid() throws Exception {
        JsonNode document = document();
        assertEquals("3.1.0", document.get("openapi").asText());
        assertFalse(document.at("/info/title").asText().isEmpty());
        assertFalse(document.at("/info/version").asText().isEmpty());
        Set<String> ids = new HashSet<>();
        document.get("paths").properties().forEach(path -> {
            assertTrue(path.getKey().startsWith("/"), path.getKey());
            path.getValue().properties().forEach(operation -> {
                assertTrue(VERBS.contains(operation.getKey()), operation.getKey());
                checkOperation(path.getKey(), operation.getValue());
                assertTrue(ids.add(operation.getValue().get("operationId").asText()), path.getKey());
            });
        });
        document.findValuesAsText("$ref")
                .forEach(ref -> assertFalse(document.at(ref.substring(1)).isMissingNode(), ref));
        assertFalse(document.findValuesAsText("$ref").isEmpty());
        document.at("/components/schemas")
                .fieldNames()
                .forEachRemaining(name -> assertTrue(name.matches("[a-zA-Z0-9._-]+"), name));
    }

    private static void checkOperation(String path, JsonNode operation) {
        assertFalse(operation.path("summary").asText().isEmpty(), path);
        Set<String> inPath = new TreeSet<>();
        Set<String> all = new HashSet<>();
        for (JsonNode parameter : operation.path("parameters")) {
            String name = parameter.get("name").asText();
            String place = parameter.get("in").asText();
            assertTrue(all.add(place + " " + name), name);
            assertTrue(parameter.has("schema"), name);
            assertTrue(Set.of("path", "query").contains(place), place);
            if (place.equals("path")) {
                assertTrue(parameter.get("required").asBoolean(), name);
                inPath.add(name);
            }
        }
        Set<String> expected = new TreeSet<>();
        Matcher matcher = TEMPLATE.matcher(path);
        while (matcher.find()) {
            expected.add(matcher.group(1));
        }
        assertEquals(expected, inPath, path);
        assertFalse(operation.path("responses").isEmpty(), path);
        operation.get("responses").properties().forEach(response -> {
            assertTrue(response.getKey().matches("default|[1-5][0-9][0-9]"), response.getKey());
            assertFalse(response.getValue().path("description").asText().isEmpty(), path);
        });
        if (operation.has("requestBody")) {
            assertTrue(operation.at("/requestBody/content/application~1json").has("schema"), path);
        }
    }

    @Test
    void namesPropertiesAsTheyAreSent() throws Exception {
        JsonNode schemas = document().at("/components/schemas");
        assertTrue(schemas.at("/ErrorMessage/properties").has("error_type"), schemas.toString());
        assertTrue(schemas.at("/ServerInfo/properties").has("kafka_cluster_id"), schemas.toString());
        assertTrue(
                schemas.at("/ConnectorInfo/properties/type/enum").toString().contains("\"sink\""), schemas.toString());
    }

    @Test
    void describesStatusesAsTheyAreSent() throws Exception {
        worker.service.add("x", Map.of("connector.class", "c"));
        JsonNode document = document();
        assertDescribed(document, "/components/schemas/ConnectorStatus", "/connectors/x/status");
        assertDescribed(document, "/components/schemas/ConnectorInfo", "/connectors/x");
        JsonNode listed = document.at("/paths/~1connectors/get/responses/200/content/application~1json/schema/anyOf");
        assertEquals("array", listed.at("/0/type").asText());
        assertEquals(
                "#/components/schemas/ExpandedConnector",
                listed.at("/1/additionalProperties/$ref").asText());
    }

    private void assertDescribed(JsonNode document, String schema, String path) throws Exception {
        JsonNode answer = new ObjectMapper().readTree(worker.get(path).body());
        assertFalse(answer.isEmpty(), path);
        answer.fieldNames()
                .forEachRemaining(
                        name -> assertTrue(document.at(schema + "/properties").has(name), path + " " + name));
    }

    @Test
    void saysThatAnAnswerIsEmptyAndWhatMayBeNull() throws Exception {
        JsonNode document = document();
        assertFalse(document.at("/paths/~1connectors~1{connector}~1pause/put/responses/202")
                .has("content"));
        assertEquals(
                "[\"string\",\"null\"]",
                document.at("/components/schemas/ValidationReportKey/properties/default_value/type")
                        .toString());
        assertEquals(
                "[\"string\",\"null\"]",
                document.at("/paths/~1connectors~1{connector}~1config/patch/requestBody/content/application~1json"
                                + "/schema/additionalProperties/type")
                        .toString());
    }

    @Test
    void namesTheMediaTypeOfWhatIsNoJson() throws Exception {
        JsonNode metrics = document().at("/paths/~1metrics/get");
        assertTrue(metrics.at("/responses/200/content").has("text/plain"), metrics.toString());
        assertFalse(metrics.has("requestBody"), metrics.toString());
    }

    @Test
    void canBeSwitchedOff() {
        try (TestWorker plain = TestWorker.serving(Map.of("rest.additions.enable", "false"))) {
            assertEquals(404, plain.get("/openapi.json").statusCode());
        }
    }
}
