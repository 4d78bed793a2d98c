package dev.sluice.validation;

import dev.sluice.service.ConnectorType;
import dev.sluice.service.ServiceException;
import dev.sluice.service.ValidationReport;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Tells what is wrong with connector configs, and what plugins can be configured with. No call blocks on a plugin.
 */
public interface ConfigValidator extends AutoCloseable {

    /**
     * Validates a connector config.
     *
     * @param config raw; values may be null
     * @return the report, however bad; fails with {@link ServiceException.BadRequest} if {@code connector.class} is
     *     missing or cannot be used, with whatever the connector throws, and with a {@link ServiceException} if it takes
     *     too long or too many are under way
     */
    CompletableFuture<ValidationReport> validate(Map<String, String> config);

    /**
     * The keys of a plugin; a connector's own, then the worker's.
     *
     * @param version a version or range; empty for the newest
     * @return fails with {@link ServiceException.NotFound} for an unknown class, with
     *     {@link ServiceException.BadRequest} for a plugin whose keys cannot be asked for or that is not installed in
     *     such a version, otherwise as {@link #validate} does
     */
    CompletableFuture<List<ValidationReport.Key>> pluginConfig(String classOrAlias, Optional<String> version);

    /** Whether a raw config is that of a source or a sink, as far as its class can be found. Runs no plugin code. */
    ConnectorType typeOf(Map<String, String> config);

    /**
     * Refuses a config that is not valid.
     *
     * @throws ServiceException.BadRequest with every error, if the report has any
     */
    static void requireValid(ValidationReport report) {
        if (report.errorCount() == 0) {
            return;
        }
        StringBuilder message = new StringBuilder("The connector's config is not valid, it has ")
                .append(report.errorCount())
                .append(" error(s):");
        for (ValidationReport.Entry entry : report.configs()) {
            if (entry.value() != null) {
                entry.value().errors().forEach(error -> message.append('\n').append(error));
            }
        }
        message.append("\nPUT /connector-plugins/")
                .append(report.name())
                .append("/config/validate shows the errors key by key");
        throw new ServiceException.BadRequest(message.toString());
    }

    /** Takes no more calls and gives up those under way. */
    @Override
    void close();
}
