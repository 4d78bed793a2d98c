package dev.sluice.pipeline.convert;

import dev.sluice.plugin.Isolated;
import java.util.Optional;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.transforms.Transformation;
import org.apache.kafka.connect.transforms.predicates.Predicate;

/**
 * One transformation, and the records it is for (KIP-66, KIP-585).
 *
 * @param <R> source or sink records
 */
public final class TransformStep<R extends ConnectRecord<R>> implements AutoCloseable {
    private final Isolated<Transformation<R>> transformation;
    private final Isolated<Predicate<R>> predicate;
    private final boolean negate;

    public TransformStep(
            Isolated<Transformation<R>> transformation, Optional<Isolated<Predicate<R>>> predicate, boolean negate) {
        this.transformation = transformation;
        this.predicate = predicate.orElse(null);
        this.negate = negate;
    }

    /** The record after this step; null if the step drops it. */
    R apply(R record) {
        ClassLoader previous = Thread.currentThread().getContextClassLoader();
        try {
            if (predicate != null) {
                predicate.enter();
                if (predicate.get().test(record) == negate) {
                    return record;
                }
            }
            transformation.enter();
            return transformation.get().apply(record);
        } finally {
            Isolated.exit(previous);
        }
    }

    String className() {
        return transformation.className();
    }

    @Override
    public void close() {
        Utils.closeQuietly(transformation, "transformation");
        if (predicate != null) {
            Utils.closeQuietly(predicate, "predicate");
        }
    }
}
