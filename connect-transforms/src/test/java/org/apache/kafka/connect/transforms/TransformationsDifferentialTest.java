package org.apache.kafka.connect.transforms;

import dev.sluice.differential.Differential;
import java.io.IOException;
import java.util.function.LongFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares the module with Apache's connect-transforms. More seeds: {@code -Ddifferential.seeds=10000}. */
class TransformationsDifferentialTest {
    private static final long SEEDS = Long.getLong("differential.seeds", 2000);

    private static Differential differential;

    @BeforeAll
    static void open() {
        differential = new Differential();
    }

    @AfterAll
    static void close() throws IOException {
        differential.close();
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                Scenarios.InsertFields.class,
                Scenarios.ReplaceFields.class,
                Scenarios.RegexRouters.class,
                Scenarios.Casts.class,
                Scenarios.ExtractFields.class,
                Scenarios.HoistFields.class,
                Scenarios.MaskFields.class,
                Scenarios.Filters.class,
                Scenarios.TimestampRouters.class,
                Scenarios.ValuesToKeys.class,
                Scenarios.Flattens.class,
                Scenarios.SchemaMetadata.class,
                Scenarios.TimestampConverters.class,
                Scenarios.HeadersFrom.class,
                Scenarios.InsertHeaders.class,
                Scenarios.DropsOfHeaders.class
            })
    void transformsTheSame(Class<? extends LongFunction<String>> scenario) {
        differential.assertSame(scenario, SEEDS);
    }

    @Test
    void decidesTheSame() {
        differential.assertSame(PredicateScenario.class, SEEDS);
    }

    @Test
    void definesTheSameConfigurations() {
        differential.assertSame(DefinitionScenario.class, 1);
    }

    @Test
    void parsesTheSameFieldPaths() {
        differential.assertSame(FieldPathScenario.class, SEEDS);
    }

    @Test
    void checksTheSameForTransformationsOfOthers() {
        differential.assertSame(ToolsScenario.class, SEEDS);
    }
}
