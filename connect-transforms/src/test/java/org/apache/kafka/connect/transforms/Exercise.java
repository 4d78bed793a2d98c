package org.apache.kafka.connect.transforms;

import dev.sluice.differential.Rendering;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.Schema;

/** Configures a transformation and applies it to random records, and writes down what comes out. */
final class Exercise {
    private static final int RECORDS = 8;

    private Exercise() {}

    /** Applies the form for keys or the one for values, as the seed decides. */
    static String keyOrValue(String name, Map<String, ?> config, Random random) {
        return single(name + (random.nextBoolean() ? "$Key" : "$Value"), config, random);
    }

    static String single(String name, Map<String, ?> config, Random random) {
        RandomRecords records = new RandomRecords(random);
        Schema keySchema = records.topSchema();
        Schema valueSchema = records.topSchema();
        return random.nextInt(4) == 0
                ? transcript(name, config, () -> records.sourceRecord(keySchema, valueSchema))
                : transcript(name, config, () -> records.sinkRecord(keySchema, valueSchema));
    }

    private interface Source<R> {
        R next();
    }

    private static <R extends ConnectRecord<R>> String transcript(
            String name, Map<String, ?> config, Source<R> records) {
        Transformation<R> transformation = create(name);
        StringBuilder transcript = new StringBuilder(name).append(config).append('\n');
        String configured = Rendering.outcome(() -> {
            transformation.configure(config);
            return "configured";
        });
        transcript.append(configured).append('\n');
        for (int i = 0; i < RECORDS && !configured.startsWith("throws"); i++) {
            R record = records.next();
            String before = RecordRendering.record(record);
            transcript.append("  ").append(before).append("\n  becomes ");
            try {
                R result = transformation.apply(record);
                transcript.append(isSame(result, record) ? "itself" : RecordRendering.record(result));
            } catch (RuntimeException e) {
                transcript.append("throws ").append(e.getClass().getName());
            }
            boolean untouched = before.equals(RecordRendering.record(record));
            transcript.append(untouched ? "\n" : "\n  and the record given has changed\n");
        }
        transformation.close();
        return transcript.toString();
    }

    private static boolean isSame(Object one, Object other) {
        return one == other;
    }

    /** As a worker would make it: by name. */
    @SuppressWarnings("unchecked")
    private static <R extends ConnectRecord<R>> Transformation<R> create(String name) {
        try {
            Class<?> type = Class.forName("org.apache.kafka.connect.transforms." + name);
            return (Transformation<R>) type.getConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(name, e);
        }
    }
}
