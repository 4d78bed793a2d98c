package org.apache.kafka.connect.transforms;

import java.util.function.Function;
import org.apache.kafka.common.cache.Cache;
import org.apache.kafka.common.cache.LRUCache;
import org.apache.kafka.common.cache.SynchronizedCache;
import org.apache.kafka.connect.data.Schema;

/**
 * What a transformation worked out for the schemas it met last, so that it works it out once for a schema and not for
 * every record. Equal schemas share an entry.
 *
 * @param <P> what is worked out
 */
final class PerSchema<P> {
    private static final int SIZE = 16;

    private final Cache<Schema, P> plans = new SynchronizedCache<>(new LRUCache<>(SIZE));
    private final Function<Schema, P> planner;

    PerSchema(Function<Schema, P> planner) {
        this.planner = planner;
    }

    P get(Schema schema) {
        P plan = plans.get(schema);
        if (plan == null) {
            plan = planner.apply(schema);
            plans.put(schema, plan);
        }
        return plan;
    }
}
