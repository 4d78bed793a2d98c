package dev.sluice.herder;

import dev.sluice.service.ConnectorType;
import dev.sluice.service.ValidationReport;
import dev.sluice.validation.ConfigValidator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A validator that only knows types: {@code Sink} is the class of a sink, and any other that of a source. */
final class TypesByClass implements ConfigValidator {
    @Override
    public CompletableFuture<ValidationReport> validate(Map<String, String> config) {
        throw new AssertionError("not asked for");
    }

    @Override
    public CompletableFuture<List<ValidationReport.Key>> pluginConfig(String classOrAlias, Optional<String> version) {
        throw new AssertionError("not asked for");
    }

    @Override
    public ConnectorType typeOf(Map<String, String> config) {
        return "Sink".equals(config.get("connector.class")) ? ConnectorType.SINK : ConnectorType.SOURCE;
    }

    @Override
    public void close() {}
}
