package dev.sluice.rest;

import dev.sluice.plugin.PluginDescriptor;
import dev.sluice.service.PluginInfo;
import dev.sluice.service.ServiceException;
import dev.sluice.service.ValidationReport;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The installed plugins, their keys, and validation of configs. */
@Path("/connector-plugins")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class PluginsResource {
    private static final String CONNECTOR = "Connector";

    private final ServiceCalls calls;

    PluginsResource(ServiceCalls calls) {
        this.calls = calls;
    }

    /** The connectors, or all kinds of plugins (KIP-769). */
    @Summary("The connectors, or all kinds of plugins (KIP-769)")
    @GET
    public List<Map<String, String>> plugins(
            @DefaultValue("true") @QueryParam("connectorsOnly") boolean connectorsOnly) {
        return calls.service().plugins(connectorsOnly).stream()
                .map(PluginsResource::json)
                .toList();
    }

    private static Map<String, String> json(PluginInfo plugin) {
        Map<String, String> json = new LinkedHashMap<>();
        json.put("class", plugin.className());
        json.put("type", plugin.type());
        if (!PluginDescriptor.UNDEFINED.equals(plugin.version())) {
            json.put("version", plugin.version());
        }
        return json;
    }

    /** The keys of a plugin. */
    @Summary("The keys of a plugin")
    @GET
    @Path("/{plugin}/config")
    public List<ValidationReport.Key> config(
            @PathParam("plugin") String plugin, @DefaultValue("latest") @QueryParam("version") String version) {
        return calls.await(calls.service().pluginConfig(plugin, Optional.of(version)));
    }

    /** Validates a connector config. Whatever keeps it from being validated at all is a 500 here. */
    @Summary("Validates a connector config. Whatever keeps it from being validated at all is a 500 here")
    @PUT
    @Path("/{plugin}/config/validate")
    public ValidationReport validate(@PathParam("plugin") String plugin, Map<String, String> config) {
        if (config == null) {
            throw new ServiceException("The request needs a JSON object with the connector's config");
        }
        String connectorClass = config.get("connector.class");
        if (connectorClass != null && !withoutSuffix(connectorClass).endsWith(withoutSuffix(plugin))) {
            throw new ServiceException.BadRequest("The config's connector.class is " + connectorClass
                    + ", but the request is for " + plugin + "; make the path end the class name");
        }
        try {
            return calls.await(calls.service().validate(config));
        } catch (RuntimeException | Error e) {
            throw new ServiceException(e.getClass().getName() + ": " + e.getMessage(), e);
        }
    }

    private static String withoutSuffix(String name) {
        return name.length() > CONNECTOR.length() && name.endsWith(CONNECTOR)
                ? name.substring(0, name.length() - CONNECTOR.length())
                : name;
    }
}
