package org.apache.kafka.connect.json;

import dev.sluice.differential.Differential;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Compares the module with Apache's connect-json. More seeds: {@code -Ddifferential.seeds=100000}. */
class JsonConverterDifferentialTest {
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

    @Test
    void writesTheSameBytes() {
        differential.assertSame(WritingScenario.class, SEEDS);
    }

    @Test
    void readsTheSameValues() {
        differential.assertSame(ReadingScenario.class, SEEDS);
    }

    @Test
    void refusesTheSameNesting() {
        differential.assertSame(NestingScenario.class, NestingScenario.SEEDS);
    }

    @Test
    void convertsTheSameTrees() {
        differential.assertSame(TreeScenario.class, SEEDS);
    }

    @Test
    void definesTheSameConfiguration() {
        differential.assertSame(ConfigurationScenario.class, 1);
    }
}
