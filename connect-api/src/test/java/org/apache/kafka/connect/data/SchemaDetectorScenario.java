package org.apache.kafka.connect.data;

import dev.sluice.differential.RandomValues;
import dev.sluice.differential.Transcript;
import java.util.Random;
import java.util.function.LongFunction;

/** Shows values to a detector one after the other. */
public class SchemaDetectorScenario implements LongFunction<String> {

    @Override
    public String apply(long seed) {
        Random random = new Random(seed);
        RandomValues values = new RandomValues(random);
        Transcript transcript = new Transcript();
        Values.SchemaDetector detector = new Values.SchemaDetector();
        transcript.step("nothing shown", detector::schema);
        Object first = values.any(1);
        for (int i = 0; i < 6; i++) {
            Object value = random.nextBoolean() ? first : values.any(1);
            transcript.step("shown", () -> detector.canDetect(value));
            transcript.step("schema", detector::schema);
        }
        return transcript.toString();
    }
}
