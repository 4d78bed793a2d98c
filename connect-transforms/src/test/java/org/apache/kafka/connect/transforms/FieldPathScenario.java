package org.apache.kafka.connect.transforms;

import dev.sluice.differential.Rendering;
import java.util.Random;
import java.util.function.LongFunction;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.transforms.field.FieldSyntaxVersion;
import org.apache.kafka.connect.transforms.field.SingleFieldPath;

/** Paths of random characters, those with a meaning among them. */
public final class FieldPathScenario implements LongFunction<String> {
    private static final String CHARACTERS = "ab..``\\";
    private static final int PATHS = 20;

    public FieldPathScenario() {}

    @Override
    public String apply(long seed) {
        Random random = new Random(seed);
        Schema inner = SchemaBuilder.struct()
                .field("b", Schema.OPTIONAL_INT8_SCHEMA)
                .optional()
                .build();
        Schema outer = SchemaBuilder.struct()
                .field("a", inner)
                .field("b", Schema.OPTIONAL_STRING_SCHEMA)
                .build();
        Struct struct = new Struct(outer).put("b", "text");
        if (random.nextBoolean()) {
            struct.put("a", new Struct(inner).put("b", (byte) 1));
        }
        StringBuilder transcript = new StringBuilder();
        for (int i = 0; i < PATHS; i++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(9); length > 0; length--) {
                text.append(CHARACTERS.charAt(random.nextInt(CHARACTERS.length())));
            }
            for (FieldSyntaxVersion version : new FieldSyntaxVersion[] {FieldSyntaxVersion.V1, FieldSyntaxVersion.V2}) {
                transcript.append('\n').append(text).append(" -> ");
                transcript.append(Rendering.outcome(() -> new SingleFieldPath(text.toString(), version)));
                transcript.append(
                        Rendering.outcome(() -> new SingleFieldPath(text.toString(), version).fieldFrom(outer)));
                transcript.append(
                        Rendering.outcome(() -> new SingleFieldPath(text.toString(), version).valueFrom(struct)));
            }
        }
        return transcript.toString();
    }
}
