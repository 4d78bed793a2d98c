package dev.sluice.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;

/** The description of this API in OpenAPI 3.1, made when it is first asked for. */
@Path("/openapi.json")
@Produces(MediaType.APPLICATION_JSON)
public final class OpenApiResource {
    private final ServiceCalls calls;
    private final ObjectMapper mapper;
    private final List<Class<?>> resources;
    private byte[] document;

    /** @param resources the classes to describe, beside this one */
    OpenApiResource(ServiceCalls calls, ObjectMapper mapper, List<Class<?>> resources) {
        this.calls = calls;
        this.mapper = mapper;
        this.resources = List.copyOf(resources);
    }

    /** This document. */
    @Summary(value = "This document", answer = Object.class)
    @GET
    public synchronized byte[] document() throws JsonProcessingException {
        if (document == null) {
            List<Class<?>> all = new java.util.ArrayList<>(resources);
            all.add(OpenApiResource.class);
            String version = calls.service().serverInfo().version();
            document = mapper.writeValueAsBytes(OpenApi.describe(mapper, version, all));
        }
        return document;
    }
}
