package dev.sluice.rest;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.sluice.service.ConnectorType;
import dev.sluice.service.ServerInfo;
import dev.sluice.service.ValidationReport;

/**
 * The JSON of the REST API: how the service's results are named in it. What REST extensions bring along is written as
 * Jackson does by default.
 */
final class Json {
    private Json() {}

    static ObjectMapper mapper() {
        return new ObjectMapper()
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .addMixIn(ServerInfo.class, SnakeCase.class)
                .addMixIn(ValidationReport.class, SnakeCase.class)
                .addMixIn(ValidationReport.Key.class, SnakeCase.class)
                .addMixIn(ValidationReport.Value.class, SnakeCase.class)
                .addMixIn(ConnectorType.class, TypeName.class);
    }

    @JsonNaming(SnakeCaseStrategy.class)
    private interface SnakeCase {}

    private interface TypeName {
        @JsonValue
        String restName();
    }
}
