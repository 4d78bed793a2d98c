package org.apache.kafka.connect.components;

import dev.sluice.differential.ApiShapeScenario;
import dev.sluice.differential.Differential;
import java.io.IOException;
import org.apache.kafka.connect.connector.RecordScenario;
import org.apache.kafka.connect.errors.ErrorAndHealthScenario;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What plugins see outside the data API is declared as Apache's is, and behaves as it. */
class PluginDifferentialTest {
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
    void declarationsAreTheSame() {
        differential.assertSame(ApiShapeScenario.class, 1);
    }

    @Test
    void recordsBehaveAlike() {
        differential.assertSame(RecordScenario.class, 2_000);
    }

    @Test
    void baseClassesAndDefaultMethodsBehaveAlike() {
        differential.assertSame(PluginScenario.class, 1);
    }

    @Test
    void errorsAndStatesBehaveAlike() {
        differential.assertSame(ErrorAndHealthScenario.class, 500);
    }
}
