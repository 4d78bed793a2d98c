package dev.sluice.rest;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Describes resources in OpenAPI 3.1, as their annotations and types have it
 * (<a href="https://spec.openapis.org/oas/v3.1.0">specification</a>).
 */
final class OpenApi {
    private static final String VERSION = "3.1.0";
    private static final String JSON = "application/json";
    /** What workers tell each other, and nobody else has to know. */
    private static final String HOP = "forward";

    private final ObjectMapper mapper;
    private final OpenApiSchemas schemas;
    private final ObjectNode document;

    private OpenApi(ObjectMapper mapper) {
        this.mapper = mapper;
        this.schemas = new OpenApiSchemas(mapper);
        this.document = mapper.createObjectNode();
    }

    /**
     * @param mapper    names the properties of bodies
     * @param version   of the API
     * @param resources the classes to describe
     */
    static ObjectNode describe(ObjectMapper mapper, String version, List<Class<?>> resources) {
        OpenApi api = new OpenApi(mapper);
        api.document.put("openapi", VERSION);
        api.document
                .putObject("info")
                .put("title", "Sluice, a worker of Kafka Connect")
                .put("summary", "Runs connectors, and tells what they do")
                .put("version", version)
                .putObject("license")
                .put("name", "Apache License 2.0")
                .put("identifier", "Apache-2.0");
        api.document.putArray("servers").addObject().put("url", "/");
        // Whom it lets in is a matter of TLS and of REST extensions.
        api.document.putArray("security");
        ObjectNode paths = api.document.putObject("paths");
        for (Class<?> resource : resources) {
            Method[] methods = resource.getDeclaredMethods();
            Arrays.sort(methods, Comparator.comparing(Method::getName));
            for (Method method : methods) {
                verb(method).ifPresent(verb -> api.addOperation(paths, resource, method, verb));
            }
        }
        api.document.putObject("components").set("schemas", api.schemas.components());
        return api.document;
    }

    private static Optional<String> verb(Method method) {
        for (Annotation annotation : method.getAnnotations()) {
            HttpMethod verb = annotation.annotationType().getAnnotation(HttpMethod.class);
            if (verb != null) {
                return Optional.of(verb.value().toLowerCase(Locale.ROOT));
            }
        }
        return Optional.empty();
    }

    /** The path as users call it. */
    static String path(Class<?> resource, Method method) {
        Path below = method.getAnnotation(Path.class);
        String whole = resource.getAnnotation(Path.class).value() + "/" + (below == null ? "" : below.value());
        String path = ("/" + whole).replaceAll("/+", "/");
        path = path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        return path.equals(ApplyPath.INTERNAL) ? ApplyPath.PUBLIC : path;
    }

    private void addOperation(ObjectNode paths, Class<?> resource, Method method, String verb) {
        ObjectNode operation = paths.withObjectProperty(path(resource, method)).putObject(verb);
        String subject = resource.getSimpleName().replace("Resource", "");
        operation.put(
                "operationId",
                subject.substring(0, 1).toLowerCase(Locale.ROOT) + subject.substring(1) + "_" + method.getName());
        Summary summary = method.getAnnotation(Summary.class);
        if (summary != null) {
            operation.put("summary", summary.value());
        }
        operation.putArray("tags").add(subject);
        addParameters(operation, method);
        addResponses(operation, method, summary);
    }

    private void addParameters(ObjectNode operation, Method method) {
        ArrayNode parameters = mapper.createArrayNode();
        for (Parameter parameter : method.getParameters()) {
            PathParam inPath = parameter.getAnnotation(PathParam.class);
            QueryParam inQuery = parameter.getAnnotation(QueryParam.class);
            if (inPath != null) {
                describe(parameters.addObject(), inPath.value(), "path", parameter);
            } else if (inQuery != null) {
                if (!inQuery.value().equals(HOP)) {
                    describe(parameters.addObject(), inQuery.value(), "query", parameter);
                }
            } else if (!parameter.isAnnotationPresent(Context.class)) {
                ObjectNode body = operation.putObject("requestBody").put("required", true);
                content(body, JSON, List.of(parameter.getParameterizedType()));
            }
        }
        if (!parameters.isEmpty()) {
            operation.set("parameters", parameters);
        }
    }

    private void describe(ObjectNode into, String name, String place, Parameter parameter) {
        into.put("name", name).put("in", place).put("required", place.equals("path"));
        ObjectNode schema = schemas.of(parameter.getParameterizedType());
        DefaultValue byDefault = parameter.getAnnotation(DefaultValue.class);
        if (byDefault != null) {
            if (schema.path("type").asText().equals("boolean")) {
                schema.put("default", Boolean.parseBoolean(byDefault.value()));
            } else {
                schema.put("default", byDefault.value());
            }
        }
        into.set("schema", schema);
    }

    private void addResponses(ObjectNode operation, Method method, Summary summary) {
        ObjectNode responses = operation.putObject("responses");
        boolean nothing = method.getReturnType() == void.class;
        int[] statuses = summary == null || summary.statuses().length == 0
                ? new int[] {nothing ? 204 : 200}
                : summary.statuses();
        List<Type> answers = summary == null || summary.answer().length == 0
                ? List.of(method.getGenericReturnType())
                : List.of(summary.answer());
        boolean silent = answers.get(0) == void.class;
        for (int status : statuses) {
            ObjectNode response = responses.putObject(Integer.toString(status));
            response.put("description", status == 204 ? "Done" : status == 202 ? "It will be done" : "The answer");
            if (status != 204 && !silent) {
                content(response, mediaType(method), answers);
            }
        }
        ObjectNode error = responses.putObject("default").put("description", "Refused or failed");
        content(error, JSON, List.of(ErrorMessage.class));
    }

    /** The first that the method names, JSON if it names none. */
    private static String mediaType(Method method) {
        Produces produces = method.getAnnotation(Produces.class);
        return produces == null ? JSON : produces.value()[0];
    }

    private void content(ObjectNode into, String mediaType, List<Type> oneOf) {
        ObjectNode media = into.putObject("content").putObject(mediaType);
        if (oneOf.size() == 1) {
            media.set("schema", schemas.of(oneOf.get(0)));
        } else {
            ArrayNode choice = media.putObject("schema").putArray("anyOf");
            oneOf.forEach(type -> choice.add(schemas.of(type)));
        }
    }
}
