package dev.sluice.validation;

import dev.sluice.config.ConnectorGuard;
import dev.sluice.config.WorkerConfig;
import dev.sluice.plugin.Isolated;
import dev.sluice.plugin.PluginCatalog;
import dev.sluice.plugin.PluginType;
import dev.sluice.plugin.PluginVersionNotFoundException;
import dev.sluice.service.ServiceException;
import dev.sluice.service.ValidationReport;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.connector.Connector;
import org.apache.kafka.connect.connector.policy.ConnectorClientConfigRequest.ClientType;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.health.ConnectorType;

/** The steps of validating one connector config, in the order that decides whose word counts last. */
final class ConnectorValidation {
    private static final String CLASS_KEY = "connector.class";
    private static final String VERSION_KEY = "connector.plugin.version";

    private final PluginCatalog plugins;
    private final FrameworkDefinitions framework;
    private final ConnectorRules rules;
    private final ConverterValidation converters;
    private final ClientOverrides overrides;
    private final WorkerConfig worker;
    private final ConnectorGuard guard;

    ConnectorValidation(
            WorkerConfig worker, PluginCatalog plugins, FrameworkDefinitions framework, ClientOverrides overrides) {
        this.worker = worker;
        this.guard = new ConnectorGuard(worker);
        this.plugins = plugins;
        this.overrides = overrides;
        this.framework = framework;
        this.rules = new ConnectorRules(worker);
        this.converters = new ConverterValidation(plugins);
    }

    /**
     * @param config with variables resolved
     * @throws ServiceException.BadRequest if there is no connector to validate for
     */
    ValidationReport validate(Map<String, String> config) {
        String className = config.get(CLASS_KEY);
        if (className == null) {
            throw new ServiceException.BadRequest(
                    "The config has no " + CLASS_KEY + "; name a class that GET /connector-plugins lists");
        }
        Isolated<Connector> connector;
        try {
            connector = plugins.newConnector(className, config.get(VERSION_KEY));
        } catch (PluginVersionNotFoundException e) {
            return missingVersion(className, config, e);
        } catch (ConnectException e) {
            throw new ServiceException.BadRequest(e.getMessage());
        }
        ClassLoader previous = connector.enter();
        try {
            return validate(className, config, connector);
        } finally {
            Isolated.exit(previous);
        }
    }

    private ValidationReport validate(String className, Map<String, String> config, Isolated<Connector> connector) {
        boolean sink = connector.descriptor().type() == PluginType.SINK;
        ConfigDef def = framework.of(connector.descriptor(), config, connector.loader());
        Map<String, ConfigValue> values = new LinkedHashMap<>(def.validateAll(config));
        if (addGuardErrors(config, values)) {
            // No code of plugins may see this config, as it would act on it.
            return report(className, List.of(def), values, List.of());
        }
        if (sink) {
            rules.checkSink(config, values);
        } else {
            rules.checkSource(config, values, connector);
        }
        addNullErrors(config, values);
        List<ReportSection> sections = new ArrayList<>();
        List<ReportSection> converterSections = new ArrayList<>();
        for (String which : List.of("header", "key", "value")) {
            converterSections.add(converters.validate(which, config, values, connector.loader()));
        }
        ClientOverrides.Owner owner = new ClientOverrides.Owner(
                config.get("name"),
                sink ? ConnectorType.SINK : ConnectorType.SOURCE,
                connector.get().getClass());
        for (ClientType client : clients(sink, config)) {
            sections.add(overrides.validate(client, owner, config));
        }
        sections.addAll(converterSections);
        ConfigDef own = ownDefinitions(className, connector);
        ownValues(className, config, connector).forEach(value -> values.put(value.name(), value));
        return report(className, List.of(def, own), values, sections);
    }

    /** @return whether there are any that keep the connector itself from being asked */
    private boolean addGuardErrors(Map<String, String> config, Map<String, ConfigValue> values) {
        boolean found = false;
        for (Map.Entry<String, String> problem : guard.problems(config).entrySet()) {
            String key = problem.getKey();
            if (ConnectorGuard.isOfProviders(key)) {
                values.computeIfAbsent(
                                key, k -> new ConfigValue(k, config.get(k), new ArrayList<>(), new ArrayList<>()))
                        .addErrorMessage(problem.getValue());
                found = true;
            }
        }
        return found;
    }

    private static void addNullErrors(Map<String, String> config, Map<String, ConfigValue> values) {
        config.forEach((name, value) -> {
            if (value == null) {
                values.computeIfAbsent(name, key -> new ConfigValue(key, null, new ArrayList<>(), new ArrayList<>()))
                        .addErrorMessage("The value of " + name + " is null; give it a value or leave the key out");
            }
        });
    }

    private List<ClientType> clients(boolean sink, Map<String, String> config) {
        List<ClientType> clients = new ArrayList<>();
        if (sink) {
            String deadLetterTopic = config.get("errors.deadletterqueue.topic.name");
            boolean deadLetters = deadLetterTopic != null && !deadLetterTopic.isEmpty();
            if (deadLetters) {
                clients.add(ClientType.PRODUCER);
            }
            clients.add(ClientType.CONSUMER);
            if (deadLetters) {
                clients.add(ClientType.ADMIN);
            }
            return clients;
        }
        boolean ownOffsets = !worker.isStandalone()
                && (config.get("offsets.storage.topic") != null || worker.exactlyOnceSourceEnabled());
        clients.add(ClientType.PRODUCER);
        if (ownOffsets) {
            clients.add(ClientType.CONSUMER);
        }
        String deadLetterTopic = config.get("errors.deadletterqueue.source.topic.name");
        boolean deadLetters = deadLetterTopic != null && !deadLetterTopic.isBlank();
        if (ownOffsets || deadLetters || createsTopics(config)) {
            clients.add(ClientType.ADMIN);
        }
        return clients;
    }

    private boolean createsTopics(Map<String, String> config) {
        return worker.topicCreationEnabled()
                && config.keySet().stream().anyMatch(key -> key.startsWith("topic.creation."));
    }

    private static ConfigDef ownDefinitions(String className, Isolated<Connector> connector) {
        ConfigDef own = connector.call(Connector::config);
        if (own == null) {
            throw new ServiceException.BadRequest(
                    "Connector " + className + " has no definitions: its config() is null");
        }
        return own;
    }

    private static List<ConfigValue> ownValues(
            String className, Map<String, String> config, Isolated<Connector> connector) {
        Config answer = connector.call(plugin -> plugin.validate(config));
        if (answer == null) {
            throw new ServiceException.BadRequest("Connector " + className + " did not validate: its answer is null");
        }
        return answer.configValues();
    }

    private ValidationReport missingVersion(
            String className, Map<String, String> config, PluginVersionNotFoundException missing) {
        ConfigDef def = framework.ofMissingVersion(className, config);
        Map<String, ConfigValue> values = new LinkedHashMap<>(def.validateAll(config));
        addNullErrors(config, values);
        values.get(CLASS_KEY).addErrorMessage(missing.getMessage());
        values.get(VERSION_KEY).addErrorMessage(missing.getMessage());
        values.get(VERSION_KEY).recommendedValues(List.copyOf(missing.availableVersions()));
        return report(className, List.of(def), values, List.of());
    }

    /** Values without a definition first, then by definition; a later definition of a key hides an earlier one. */
    private static ValidationReport report(
            String className, List<ConfigDef> defs, Map<String, ConfigValue> values, List<ReportSection> sections) {
        Map<String, ConfigKey> keys = new LinkedHashMap<>();
        Set<String> groups = new LinkedHashSet<>();
        for (ConfigDef def : defs) {
            keys.putAll(def.configKeys());
            def.groups().stream().filter(Objects::nonNull).forEach(groups::add);
        }
        List<ValidationReport.Entry> entries = new ArrayList<>();
        int errors = 0;
        for (ConfigValue value : values.values()) {
            errors += value.errorMessages().size();
            if (!keys.containsKey(value.name())) {
                entries.add(new ValidationReport.Entry(null, DefinedKeys.value("", value, null)));
            }
        }
        for (ConfigKey key : keys.values()) {
            ConfigValue value = values.get(key.name);
            entries.add(new ValidationReport.Entry(
                    DefinedKeys.key("", key), value == null ? null : DefinedKeys.value("", value, key.type)));
        }
        for (ReportSection section : sections) {
            errors += section.errors();
            entries.addAll(section.entries());
            section.entries().stream()
                    .map(ValidationReport.Entry::definition)
                    .filter(definition -> definition != null && definition.group() != null)
                    .forEach(definition -> groups.add(definition.group()));
        }
        return new ValidationReport(className, errors, List.copyOf(groups), entries);
    }
}
