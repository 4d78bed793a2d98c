package dev.sluice.bench.path;

import dev.sluice.pipeline.convert.SourceConversion;
import dev.sluice.pipeline.convert.TransformStep;
import dev.sluice.pipeline.error.ErrorHandler;
import dev.sluice.plugin.Isolated;
import dev.sluice.plugin.PluginDescriptor;
import dev.sluice.plugin.PluginType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.transforms.Transformation;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What a transformation costs that may fail: when it does not, and when it does and the record is skipped. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
public class ErrorPathBenchmark {
    private final PathParts parts = new PathParts();
    private final ErrorHandler<SourceRecord> errors = parts.skippingErrors();
    private final SourceConversion conversion = new SourceConversion(
            parts.chain(List.of(step()), errors), parts.strings(), errors, parts.measures.conversions());
    private final SourceRecord good = record("good");
    private final SourceRecord bad = record(null);

    private static SourceRecord record(String value) {
        return new SourceRecord(Map.of(), Map.of(), "load", Schema.OPTIONAL_STRING_SCHEMA, value);
    }

    private TransformStep<SourceRecord> step() {
        Transformation<SourceRecord> refusing = new RefusingNull();
        return new TransformStep<>(
                Isolated.of(refusing, parts.loader, PluginType.TRANSFORMATION, PluginDescriptor.UNDEFINED),
                Optional.empty(),
                false);
    }

    /** Lets everything but records without a value pass. */
    private static final class RefusingNull implements Transformation<SourceRecord> {
        @Override
        public SourceRecord apply(SourceRecord record) {
            if (record.value() == null) {
                throw new DataException("A record without a value");
            }
            return record;
        }

        @Override
        public ConfigDef config() {
            return new ConfigDef();
        }

        @Override
        public void configure(Map<String, ?> configs) {}

        @Override
        public void close() {}
    }

    @Benchmark
    public Object passes() {
        return conversion.convert(good);
    }

    @Benchmark
    public Object failsAndIsSkipped() {
        return conversion.convert(bad);
    }
}
