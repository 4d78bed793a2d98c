package dev.sluice.rest;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.jakarta.rs.json.JacksonJsonProvider;
import dev.sluice.config.WorkerConfig;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.handler.CrossOriginHandler;
import org.glassfish.jersey.CommonProperties;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.server.ServerProperties;
import org.glassfish.jersey.servlet.ServletContainer;

/** Puts resources, JSON and headers together to what a listener serves. */
final class RestContexts {
    static final String MAIN = "main";
    static final String ADMIN = "admin";

    private static final long HEALTH_TIMEOUT_MS = 10_000;

    /**
     * Jersey warns, of every resource that is registered as an instance, that it is no provider. Held here because the
     * JDK forgets a logger's level with the logger.
     */
    private static final Logger PROVIDER_WARNINGS = Logger.getLogger("org.glassfish.jersey.internal.inject.Providers");

    private final WorkerConfig config;
    private final ServiceCalls calls;
    private final ObjectMapper mapper;
    private final String startId;
    private final Supplier<URI> advertised;
    private final Optional<Tickets> tickets;
    private final MetricsResource metrics = new MetricsResource();

    /**
     * @param startId    tells this start of this worker from every other
     * @param advertised this worker's URL for others, known when its ports are
     */
    RestContexts(
            WorkerConfig config, ServiceCalls calls, ObjectMapper mapper, String startId, Supplier<URI> advertised) {
        this.startId = startId;
        this.advertised = advertised;
        this.config = config;
        this.calls = calls;
        this.mapper = mapper;
        this.tickets = config.restAdditions()
                ? Optional.of(new Tickets(() -> UUID.randomUUID().toString()))
                : Optional.empty();
        PROVIDER_WARNINGS.setLevel(Level.SEVERE);
    }

    /** The resources of the main listeners; extensions may add theirs. */
    ResourceConfig mainResources() {
        ResourceConfig resources = bare();
        resources.register(new RootResource(calls, HEALTH_TIMEOUT_MS));
        ReadAnswers reads = new ReadAnswers(calls, mapper, config.restAdditions(), startId);
        resources.register(new ConnectorsResource(calls, reads, mapper));
        resources.register(new ConnectorActionsResource(calls, reads));
        resources.register(new OffsetsResource(calls, mapper));
        if (config.restAdditions()) {
            resources.register(new LargeAnswers());
            resources.register(new ApplyPath());
            resources.register(new ApplyResource(calls, mapper));
            resources.register(new OpenApiResource(calls, mapper, described()));
            resources.register(new ClusterEventsResource(calls));
            resources.register(new EventsResource(calls));
            resources.register(new LogsResource(calls, advertised));
        }
        if (config.metricsApi()) {
            resources.register(new TelemetryResource(
                    calls::telemetry, new TelemetryAccess(config.metricsApiCredentials(), config.metricsApiTokens())));
            resources.register(new TelemetryElsewhere());
        }
        resources.register(new InternalResource(calls, mapper, tickets));
        resources.register(new PluginsResource(calls));
        resources.register(new TopicsResource(calls, config));
        if (config.adminListeners().isEmpty()) {
            registerAdmin(resources);
        }
        return resources;
    }

    private ResourceConfig registerAdmin(ResourceConfig resources) {
        resources.register(new LoggersResource(calls));
        if (config.prometheus()) {
            resources.register(metrics);
        }
        return resources;
    }

    /** What {@code GET /metrics} is answered by, on the listeners of the admin endpoints. */
    MetricsResource metrics() {
        return metrics;
    }

    /** What users may call on the main listeners. */
    private List<Class<?>> described() {
        List<Class<?>> classes = new ArrayList<>(List.of(
                RootResource.class,
                ConnectorsResource.class,
                ApplyResource.class,
                ConnectorActionsResource.class,
                ClusterEventsResource.class,
                EventsResource.class,
                LogsResource.class,
                OffsetsResource.class,
                PluginsResource.class,
                TopicsResource.class));
        if (config.metricsApi()) {
            classes.add(TelemetryResource.class);
        }
        if (config.adminListeners().isEmpty()) {
            classes.add(LoggersResource.class);
            if (config.prometheus()) {
                classes.add(MetricsResource.class);
            }
        }
        return classes;
    }

    /** The resources of separate admin listeners. */
    ResourceConfig adminResources() {
        return registerAdmin(bare());
    }

    /** A context for the main listeners, with CORS and configured headers. */
    ServletContextHandler mainContext(ResourceConfig resources) {
        ServletContextHandler context = context(resources, MAIN);
        if (config.metricsApi() && config.metricsApiRequestsPerMinute() > 0) {
            context.insertHandler(
                    new TelemetryRate(new RequestRate(config.metricsApiRequestsPerMinute(), System::nanoTime), mapper));
        }
        String origins = config.string("access.control.allow.origin");
        if (origins != null && !origins.isBlank()) {
            context.insertHandler(crossOrigin(origins));
        }
        String headers = config.string("response.http.headers.config");
        if (headers != null && !headers.isBlank()) {
            context.insertHandler(new ResponseHeaders(ResponseHeaders.Rule.parse(headers)));
        }
        return context;
    }

    ServletContextHandler adminContext(ResourceConfig resources) {
        return context(resources, ADMIN);
    }

    /** A context below a path for what workers of a group ask of each other, and for nothing else. */
    ServletContextHandler internalContext(String path) {
        ServletContextHandler context = context(bare().register(new InternalResource(calls, mapper, tickets)), MAIN);
        context.setContextPath(path);
        return context;
    }

    private ResourceConfig bare() {
        // Everything is registered by hand: looking for more costs a good part of the start.
        ResourceConfig bare = new ResourceConfig()
                .setProperties(Map.of(
                        CommonProperties.FEATURE_AUTO_DISCOVERY_DISABLE, true,
                        CommonProperties.METAINF_SERVICES_LOOKUP_DISABLE, true,
                        CommonProperties.MOXY_JSON_FEATURE_DISABLE, true,
                        CommonProperties.JSON_PROCESSING_FEATURE_DISABLE, true,
                        ServerProperties.BV_FEATURE_DISABLE, true,
                        ServerProperties.WADL_FEATURE_DISABLE, true,
                        ServerProperties.RESOURCE_VALIDATION_DISABLE, true))
                .register(new JacksonJsonProvider(mapper))
                .register(new BodyLimit(config.restRequestMaxBytes()))
                .register(new ErrorMapper(config.restAdditions(), config.metricsApi()));
        tickets.ifPresent(taken -> bare.register(new IncarnationHeader(taken)));
        return bare;
    }

    private static ServletContextHandler context(ResourceConfig resources, String listenerName) {
        ServletContextHandler context = new ServletContextHandler("/", ServletContextHandler.NO_SESSIONS);
        context.setVirtualHosts(List.of("@" + listenerName));
        ServletHolder servlet = new ServletHolder(new ServletContainer(resources));
        servlet.setInitOrder(0);
        context.addServlet(servlet, "/*");
        return context;
    }

    private CrossOriginHandler crossOrigin(String origins) {
        CrossOriginHandler handler = new CrossOriginHandler();
        handler.setAllowCredentials(false);
        handler.setDeliverPreflightRequests(true);
        handler.setAllowedOriginPatterns(split(origins));
        String methods = config.string("access.control.allow.methods");
        if (methods != null && !methods.isBlank()) {
            handler.setAllowedMethods(split(methods));
        }
        return handler;
    }

    private static Set<String> split(String text) {
        return Stream.of(text.split(",")).map(String::trim).collect(Collectors.toSet());
    }
}
