package org.apache.kafka.connect.util;

import dev.sluice.differential.Differential;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.LongFunction;
import org.apache.kafka.connect.data.Transcript;
import org.junit.jupiter.api.Test;

class ConnectorUtilsDifferentialTest {
    @Test
    void groupsLikeApache() throws IOException {
        try (Differential differential = new Differential()) {
            differential.assertSame(Groups.class, 5_000);
        }
    }

    public static class Groups implements LongFunction<String> {
        @Override
        public String apply(long seed) {
            Transcript transcript = new Transcript();
            Random random = new Random(seed);
            List<Integer> elements = random.nextInt(50) == 0 ? null : new ArrayList<>();
            for (int i = elements == null ? 0 : random.nextInt(30); i > 0; i--) {
                elements.add(random.nextInt(5) == 0 ? null : i);
            }
            int groups = random.nextInt(14) - 2;
            transcript.note(groups + " groups", () -> ConnectorUtils.groupPartitions(elements, groups));
            transcript.note("changed", () -> {
                List<List<Integer>> result = ConnectorUtils.groupPartitions(elements, groups);
                result.get(0).add(99);
                elements.add(98);
                return result;
            });
            return transcript.toString();
        }
    }
}
