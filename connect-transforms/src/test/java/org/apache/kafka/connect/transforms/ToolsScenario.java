package org.apache.kafka.connect.transforms;

import dev.sluice.differential.Rendering;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.LongFunction;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.transforms.field.FieldSyntaxVersion;
import org.apache.kafka.connect.transforms.field.SingleFieldPath;
import org.apache.kafka.connect.transforms.util.NonEmptyListValidator;
import org.apache.kafka.connect.transforms.util.RegexValidator;
import org.apache.kafka.connect.transforms.util.Requirements;
import org.apache.kafka.connect.transforms.util.SchemaUtil;
import org.apache.kafka.connect.transforms.util.SimpleConfig;

/** The tools that transformations of others link against. */
public final class ToolsScenario implements LongFunction<String> {
    public ToolsScenario() {}

    @Override
    public String apply(long seed) {
        RandomRecords data = new RandomRecords(new Random(seed));
        Schema schema = data.topSchema();
        SinkRecord record = data.sinkRecord(schema, null);
        StringBuilder transcript = new StringBuilder();
        checkRequirements(record, schema, transcript);
        transcript.append(Rendering.outcome(
                () -> SchemaUtil.copySchemaBasics(schema).optional().build()));
        transcript.append(Rendering.outcome(() ->
                SchemaUtil.copySchemaBasics(schema, SchemaBuilder.struct()).build()));
        validate(new RegexValidator(), data.any(new ArrayList<>(List.of("a", "[", ""))), transcript);
        validate(new RegexValidator(), data.chance(50) ? null : 5, transcript);
        validate(new NonEmptyListValidator(), data.chance(50) ? List.of() : List.of("a"), transcript);
        validate(new NonEmptyListValidator(), null, transcript);
        AbstractConfig config =
                new SimpleConfig(FieldSyntaxVersion.appendConfigTo(new ConfigDef()), Map.of("unknown", "x"));
        transcript.append(config.values()).append(FieldSyntaxVersion.fromConfig(config));
        SingleFieldPath one = new SingleFieldPath("a.b", FieldSyntaxVersion.V1);
        SingleFieldPath two = new SingleFieldPath("`a.b`", FieldSyntaxVersion.V2);
        transcript.append(one.equals(two)).append(one.hashCode() == two.hashCode());
        transcript.append(Rendering.outcome(() -> two.fieldFrom(null)));
        transcript.append(Rendering.outcome(() -> two.valueFrom((Struct) null, false)));
        return transcript.toString();
    }

    private static void checkRequirements(SinkRecord record, Schema schema, StringBuilder transcript) {
        Object value = record.key();
        transcript.append(Rendering.outcome(() -> {
            Requirements.requireSchema(schema, "testing");
            return "a schema";
        }));
        transcript.append(Rendering.outcome(() -> Requirements.requireMap(value, "testing")));
        transcript.append(Rendering.outcome(() -> Requirements.requireMapOrNull(value, "testing")));
        transcript.append(Rendering.outcome(() -> Requirements.requireStruct(value, "testing")));
        transcript.append(Rendering.outcome(() -> Requirements.requireStructOrNull(value, "testing")));
        transcript.append(Rendering.outcome(() -> Requirements.requireMapOrNull(new HashMap<>(), "testing")));
        transcript.append(Rendering.outcome(
                () -> Requirements.requireSinkRecord(record, "testing").topic()));
        transcript.append(Rendering.outcome(() -> Requirements.requireSinkRecord(null, "testing")));
    }

    private static void validate(ConfigDef.Validator validator, Object value, StringBuilder transcript) {
        transcript.append(validator).append(Rendering.outcome(() -> {
            validator.ensureValid("key", value);
            return "valid";
        }));
    }
}
