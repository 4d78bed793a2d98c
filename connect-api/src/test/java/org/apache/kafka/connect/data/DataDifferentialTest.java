package org.apache.kafka.connect.data;

import dev.sluice.differential.Differential;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Schemas and structs behave as Apache's do, whatever is done to them. */
class DataDifferentialTest {
    private static Differential differential;

    @BeforeAll
    static void load() {
        differential = new Differential();
    }

    @AfterAll
    static void unload() throws IOException {
        differential.close();
    }

    @Test
    void schemasAnswerAlike() {
        differential.assertSame(SchemaScenario.class, 1_500);
    }

    @Test
    void buildersAcceptAndRefuseAlike() {
        differential.assertSame(SchemaBuilderScenario.class, 500);
    }

    @Test
    void valuesAreCheckedAlike() {
        differential.assertSame(ValidationScenario.class, 200);
    }

    @Test
    void structsBehaveAlike() {
        differential.assertSame(StructScenario.class, 1_000);
    }

    @Test
    void sharedTypesAreDetectedAlike() {
        differential.assertSame(SchemaDetectorScenario.class, 1_000);
    }
}
